import Foundation

/// A text as keyword matching sees it: composed, in lower case, cut into words.
struct NormalizedText: Sendable {
  /// Runs of letters and digits, in order.
  let words: [String]

  init(_ text: String) {
    var words: [String] = []
    var word = ""
    for scalar in Self.composed(text).unicodeScalars {
      if let folded = Self.folded(scalar) {
        word.unicodeScalars.append(folded)
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word += scalar.properties.lowercaseMapping
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    self.words = words
  }

  /// File names from macOS write å as a and a ring; composing costs a copy, so only where needed.
  private static func composed(_ text: String) -> String {
    text.unicodeScalars.contains { $0.value >= 0x300 } ? text.precomposedStringWithCanonicalMapping : text
  }

  /// ASCII letters and digits, by far the most, without the Unicode tables.
  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x61...0x7A, 0x30...0x39: scalar
    case 0x41...0x5A: Unicode.Scalar(scalar.value + 0x20)
    default: nil
    }
  }

  /// Without marks, as in "slangpolska" and "ganglat", which file names often are.
  static func withoutMarks(_ word: String) -> String {
    String(String.UnicodeScalarView(word.unicodeScalars.map { plainLetters[$0] ?? $0 }))
  }

  private static let plainLetters: [Unicode.Scalar: Unicode.Scalar] = [
    "å": "a", "ä": "a", "ö": "o", "ø": "o", "é": "e", "è": "e", "ü": "u", "ë": "e", "æ": "a",
  ]
}
