public import NeckenCore

/// When the rhythm of a recording is too little, or too unsteady, to be sure by.
///
/// Rendered performances, from which the built-in head learned, seldom are; real recordings often. A head's
/// probabilities hold for what it has learned from, so beyond that they are not taken at their word.
public struct ThinEvidence: Hashable, Sendable, Codable {
  /// Fewer whole bars are few. Default 8: one phrase.
  public var leastBars = 8
  /// A tracker's steadiness below this is unsteady, 0…1. Default 0.6; nineteen of twenty rendered dances have .75 or more.
  public var leastSteadiness = 0.6
  /// A count of three, or of two and four, less probable than this is doubtful, 0.5…1. Default 0.6.
  public var leastMeterProbability = 0.6
  /// A head is then no surer than this, 0…1. Default 0.5, as the heuristics are.
  public var maximumConfidence = 0.5

  public init() {}

  public init(from decoder: any Decoder) throws {
    let container = try decoder.editableContainer(CodingKeys.self)
    leastBars = try container.value(.leastBars, or: leastBars)
    leastSteadiness = try container.value(.leastSteadiness, or: leastSteadiness)
    leastMeterProbability = try container.value(.leastMeterProbability, or: leastMeterProbability)
    maximumConfidence = try container.value(.maximumConfidence, or: maximumConfidence)
  }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case leastBars = "least_bars"
    case leastSteadiness = "least_steadiness"
    case leastMeterProbability = "least_meter_probability"
    case maximumConfidence = "maximum_confidence"
  }

  /// What is thin, in a dancer's words; `nil` where there is enough to go by.
  public func doubt(about features: DerivedFeatures) -> String? {
    let bars = features.beatShares?.barCount ?? 0
    if bars < leastBars { return "few whole bars were heard (\(bars)), so this is no more than a guess" }
    if let steadiness = features.evidence.steadiness, steadiness < leastSteadiness {
      return "the beat is unsteady, so this is no more than a guess"
    }
    let ternary = features.meters.reduce(0) { $0 + ($1.meter.isTernary ? $1.probability : 0) }
    if max(ternary, 1 - ternary) < leastMeterProbability {
      return "the count of the bar is in doubt, so this is no more than a guess"
    }
    return nil
  }
}
