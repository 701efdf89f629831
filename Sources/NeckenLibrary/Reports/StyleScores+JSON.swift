import Foundation
public import NeckenStyle

extension [StyleScores] {
  /// The scores as one JSON object on one line, keys sorted: {"methods": [...]}.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(["methods": self]), as: UTF8.self)
    }
  }
}

extension LabelSuggestion.Suggestion {
  /// The suggestion as one JSON object on one line, keys sorted.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
