public import NeckenCore

/// What the tracker decided: beats with their numbers, the meter's probabilities, and how sure it is,
/// bar by bar.
public struct TrackedRhythm: Sendable, Hashable {
  /// The beats; empty when there is no steady beat.
  public var grid: BeatGrid
  /// Readings of the meter, most probable first; their probabilities sum to 1.
  public var meters: [MeterHypothesis]
  /// How steady a beat there is, 0 (none) … 1: the part of the recording that lies in bars, each
  /// weighed by its confidence.
  public var steadiness: Double
  /// Every bar that was found, with how sure the tracker is of it.
  public var bars: [TrackedBar]
  /// Activation of a beat at each beat, 0…1.
  public var beatActivations: [Double]
  /// Activation of a downbeat at each beat, 0…1.
  public var downbeatActivations: [Double]
  /// Where the activation came from and what it looked like as a whole.
  public var activation: ActivationSummary

  /// Probability that the bar has three beats, 0…1.
  public var ternaryConfidence: Double {
    meters.reduce(0) { $0 + ($1.meter.isTernary ? $1.probability : 0) }
  }
}

/// A bar and how sure the tracker is of it.
public struct TrackedBar: Sendable, Hashable {
  public var startSeconds: Double
  public var endSeconds: Double
  public var beatsPerBar: Int
  /// How clearly the bar's beats were heard, 0…1.
  public var confidence: Double
}
