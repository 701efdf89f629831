/// Something measured that speaks for a dance when it lies in a range, and against it when it does not.
public struct DanceMark: Hashable, Sendable, Codable {
  public enum Measure: String, Sendable, Codable, CaseIterable {
    /// Shares of the bar, from the downbeat.
    case firstBeatShare = "first_beat_share"
    case secondBeatShare = "second_beat_share"
    case thirdBeatShare = "third_beat_share"
    /// Longest minus shortest share.
    case unevenness
    /// First half of a beat over the second.
    case swingRatio = "swing_ratio"
    /// 1 when beats mostly run in four, else 0; a dotted figure is no run.
    case sixteenths
    /// 1 when beats mostly divide in three, else 0.
    case triplets
    case phraseLengthBars = "phrase_length_bars"
    case hamboScore = "hambo_score"
    case polskaScore = "polska_score"
    case bpmStability = "bpm_stability"
    case articulation
    case bounciness
  }

  public var measure: Measure
  /// Values that speak for the dance, both ends included.
  public var range: ClosedRange<Double>
  /// How fast the agreement falls outside the range: standard deviation of a Gaussian flank.
  public var softness: Double
  /// Natural logarithm by which full agreement raises, and full disagreement lowers, the odds.
  public var weight: Double

  public init(_ measure: Measure, in range: ClosedRange<Double>, softness: Double, weight: Double) {
    self.measure = measure
    self.range = range
    self.softness = softness
    self.weight = weight
  }

  /// −1 (against) … 1 (for).
  func agreement(with value: Double) -> Double {
    2 * gaussianFlank(value, range: range, softness: softness) - 1
  }
}
