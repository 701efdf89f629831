/// What the tracker heard: beats, bars, and how sure it is of the meter.
///
/// Without a steady beat the lists are empty, `meters` keeps what little was learned, and
/// `steadiness` is low; beats are never invented.
public struct RhythmArtifacts: Hashable, Sendable {
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
  /// Activation of a beat at each beat, 0…1; as many as `beatTimes`, or empty in standard artifacts.
  public var beatActivations: [Double]
  /// Activation of a downbeat at each beat, 0…1; as many as `beatTimes`, or empty where it is not
  /// known. Lets bars be moved without audio.
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
}

/// Beat times are written as steps in milliseconds and activations as hundredths
/// (``CompactCoding``). Bar times are not written: they are the times of the beats numbered 1.
extension RhythmArtifacts: Codable {
  private enum CodingKeys: String, CodingKey {
    case meters, steadiness, activation
    case beatSteps = "beat_steps_ms"
    case beatNumbers = "beat_numbers"
    case ternaryConfidence = "ternary_confidence"
    case beatActivations = "beat_activation_hundredths"
    case downbeatActivations = "downbeat_activation_hundredths"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let times = CompactCoding.times(fromSteps: try container.decode([Double].self, forKey: .beatSteps))
    let numbers = try container.decode([Int].self, forKey: .beatNumbers)
    guard times.count == numbers.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .beatNumbers, in: container,
        debugDescription: "\(times.count) beats but \(numbers.count) beat numbers")
    }
    func levels(_ key: CodingKeys) throws -> [Double] {
      CompactCoding.values(fromHundredths: try container.decodeIfPresent([Double].self, forKey: key) ?? [])
    }
    self.init(
      beatTimes: times, beatNumbers: numbers,
      barTimes: zip(times, numbers).compactMap { $1 == 1 ? $0 : nil },
      meters: try container.decode([MeterHypothesis].self, forKey: .meters),
      ternaryConfidence: try container.decode(Double.self, forKey: .ternaryConfidence),
      steadiness: try container.decode(Double.self, forKey: .steadiness),
      beatActivations: try levels(.beatActivations),
      downbeatActivations: try levels(.downbeatActivations),
      activation: try container.decode(ActivationSummary.self, forKey: .activation))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(CompactCoding.steps(fromTimes: beatTimes), forKey: .beatSteps)
    try container.encode(beatNumbers, forKey: .beatNumbers)
    try container.encode(meters, forKey: .meters)
    try container.encode(ternaryConfidence, forKey: .ternaryConfidence)
    try container.encode(steadiness, forKey: .steadiness)
    if !beatActivations.isEmpty {
      try container.encode(CompactCoding.hundredths(fromValues: beatActivations), forKey: .beatActivations)
    }
    if !downbeatActivations.isEmpty {
      try container.encode(
        CompactCoding.hundredths(fromValues: downbeatActivations), forKey: .downbeatActivations)
    }
    try container.encode(activation, forKey: .activation)
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
