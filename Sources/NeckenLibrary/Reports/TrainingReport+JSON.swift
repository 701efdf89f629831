import Foundation
public import NeckenStyle

extension TrainingReport {
  /// The report as one JSON object on one line, keys sorted.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
