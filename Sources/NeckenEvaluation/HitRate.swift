/// Precision, recall and their harmonic mean.
public struct HitRate: Hashable, Sendable, Codable {
  /// Share of what was estimated that is right, 0…1.
  public var precision: Double
  /// Share of what was to be found that was found, 0…1.
  public var recall: Double

  public init(precision: Double, recall: Double) {
    self.precision = precision
    self.recall = recall
  }

  /// Both 0, as mir_eval scores a comparison with nothing on one side or on both.
  public static let none = HitRate(precision: 0, recall: 0)

  /// From a number of hits; ``none`` when either side is empty.
  init(hits: Int, referenceCount: Int, estimateCount: Int) {
    guard referenceCount > 0, estimateCount > 0 else {
      self = .none
      return
    }
    self.init(precision: Double(hits) / Double(estimateCount), recall: Double(hits) / Double(referenceCount))
  }

  /// Harmonic mean of precision and recall, 0…1; 0 when both are 0.
  public var fMeasure: Double {
    precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }
}
