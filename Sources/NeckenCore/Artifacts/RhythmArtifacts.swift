/// What the tracker heard: beats, bars, and how sure it is of the meter.
///
/// Without a steady beat the lists are empty, `meters` keeps what little was learned, and
/// `steadiness` is low; beats are never invented.
public struct RhythmArtifacts: Hashable, Sendable, Codable {
  /// Beat times in seconds, strictly increasing, rounded to the millisecond.
  public var beatTimes: [Double]
  /// Each beat's number in its bar, from 1; as many as `beatTimes`.
  public var beatNumbers: [Int]
  /// Times of the downbeats in seconds.
  public var barTimes: [Double]
  /// Readings of the meter, most probable first; their probabilities sum to 1.
  public var meters: [MeterHypothesis]
  /// Probability that the bar has three beats, 0…1.
  public var ternaryConfidence: Double
  /// How steady a beat there is, 0 (none) … 1.
  public var steadiness: Double
  /// Activation of a beat at each beat, 0…1; as many as `beatTimes`. Lets bars be moved without audio.
  public var beatActivations: [Double]
  /// Activation of a downbeat at each beat, 0…1; as many as `beatTimes`.
  public var downbeatActivations: [Double]
  /// Where the activations came from.
  public var activation: ActivationSummary

  public init(
    beatTimes: [Double], beatNumbers: [Int], barTimes: [Double], meters: [MeterHypothesis],
    ternaryConfidence: Double, steadiness: Double, beatActivations: [Double],
    downbeatActivations: [Double], activation: ActivationSummary
  ) {
    self.beatTimes = beatTimes
    self.beatNumbers = beatNumbers
    self.barTimes = barTimes
    self.meters = meters
    self.ternaryConfidence = ternaryConfidence
    self.steadiness = steadiness
    self.beatActivations = beatActivations
    self.downbeatActivations = downbeatActivations
    self.activation = activation
  }

  private enum CodingKeys: String, CodingKey {
    case meters, steadiness, activation
    case beatTimes = "beat_times"
    case beatNumbers = "beat_numbers"
    case barTimes = "bar_times"
    case ternaryConfidence = "ternary_confidence"
    case beatActivations = "beat_activations"
    case downbeatActivations = "downbeat_activations"
  }
}

/// Where activations came from and what they looked like as a whole.
public struct ActivationSummary: Hashable, Sendable, Codable {
  /// "signal" or the network's name.
  public var source: String
  public var framesPerSecond: Double
  /// Mean over all frames, 0…1.
  public var meanBeat: Double
  public var meanDownbeat: Double

  public init(source: String, framesPerSecond: Double, meanBeat: Double, meanDownbeat: Double) {
    self.source = source
    self.framesPerSecond = framesPerSecond
    self.meanBeat = meanBeat
    self.meanDownbeat = meanDownbeat
  }

  private enum CodingKeys: String, CodingKey {
    case source
    case framesPerSecond = "frames_per_second"
    case meanBeat = "mean_beat"
    case meanDownbeat = "mean_downbeat"
  }
}
