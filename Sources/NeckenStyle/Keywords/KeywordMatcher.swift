import NeckenCore

/// A ``KeywordTable`` made ready: one dictionary of forms, so that a title costs a few look-ups a word.
struct KeywordMatcher: Sendable {
  /// A keyword found in a text.
  struct Hit: Sendable {
    let keyword: StyleKeyword
    /// The words that matched, as written in the (normalised) text.
    let text: String
    /// Positions of the words.
    let range: Range<Int>
    /// Length of the matching form, in characters: the longest hit is the most telling.
    let length: Int
  }

  private struct Entry: Sendable {
    let keyword: StyleKeyword
    let notBefore: Set<String>
    let notAfter: Set<String>
  }

  private let entries: [Entry]
  /// Form → entry, for whole words and groups of words.
  private let whole: [String: Int]
  /// Form → entry, for the last part of compounds.
  private let suffixes: [String: Int]
  /// Lengths in UTF-8 of the keys of `suffixes`, longest first.
  private let suffixLengths: [Int]
  /// Last two bytes of the keys of `suffixes`: nearly all words end otherwise.
  private let suffixEndings: Set<UInt16>
  /// First words of groups, with the words in the longest such group.
  private let longestGroups: [String: Int]
  private let exceptions: Set<String>

  /// Forms this long are also matched without their marks ("slangpolska"); shorter ones would catch other words.
  private static let shortestUnmarkedForm = 7
  /// A compound's first part has at least so many UTF-8 bytes: "åpolska" is a slip of the pen, not a dance.
  private static let shortestFirstPart = 2

  init(_ table: KeywordTable) {
    var whole: [String: Int] = [:]
    var suffixes: [String: Int] = [:]
    var longestGroups: [String: Int] = [:]
    entries = table.keywords.map {
      Entry(
        keyword: $0, notBefore: Set($0.notBefore.flatMap { NormalizedText($0).words }),
        notAfter: Set($0.notAfter.flatMap { NormalizedText($0).words }))
    }
    for (index, keyword) in table.keywords.enumerated() {
      for form in keyword.forms {
        let words = NormalizedText(form).words
        guard !words.isEmpty else { continue }
        if words.count > 1 { longestGroups[words[0]] = max(words.count, longestGroups[words[0], default: 1]) }
        for spelling in Self.spellings(of: words.joined(separator: " ")) {
          if whole[spelling] == nil { whole[spelling] = index }
          if keyword.match == .compound, words.count == 1, suffixes[spelling] == nil {
            suffixes[spelling] = index
          }
        }
      }
    }
    self.whole = whole
    self.suffixes = suffixes
    self.longestGroups = longestGroups
    suffixLengths = Set(suffixes.keys.map(\.utf8.count)).sorted(by: >)
    suffixEndings = Set(suffixes.keys.map { Self.ending(of: $0) })
    exceptions = Set(table.exceptions.flatMap { NormalizedText($0).words })
  }

  private static func spellings(of form: String) -> [String] {
    guard form.count >= shortestUnmarkedForm else { return [form] }
    let plain = NormalizedText.withoutMarks(form)
    return plain == form ? [form] : [form, plain]
  }

  /// The keywords in a text that do not overlap, the longest first; of two as long, the earlier in the text.
  func hits(in text: String) -> [Hit] {
    let words = NormalizedText(text).words
    var found: [Hit] = []
    for start in words.indices {
      let longest = longestGroups[words[start], default: 1]
      for count in stride(from: min(longest, words.count - start), through: 1, by: -1) {
        let range = start..<(start + count)
        if let hit = hit(in: words, range: range) { found.append(hit) }
      }
    }
    found.sort { ($1.length, $0.range.lowerBound) < ($0.length, $1.range.lowerBound) }
    var kept: [Hit] = []
    for hit in found where !kept.contains(where: { $0.range.overlaps(hit.range) }) { kept.append(hit) }
    return kept
  }

  private func hit(in words: [String], range: Range<Int>) -> Hit? {
    let text = range.count == 1 ? words[range.lowerBound] : words[range].joined(separator: " ")
    guard let (index, length) = entry(for: text, isSingleWord: range.count == 1) else { return nil }
    let entry = entries[index]
    if range.lowerBound > 0, entry.notAfter.contains(words[range.lowerBound - 1]) { return nil }
    if range.upperBound < words.count, entry.notBefore.contains(words[range.upperBound]) { return nil }
    return Hit(keyword: entry.keyword, text: text, range: range, length: length)
  }

  private func entry(for text: String, isSingleWord: Bool) -> (index: Int, length: Int)? {
    if let index = whole[text] { return (index, text.utf8.count) }
    guard isSingleWord, suffixEndings.contains(Self.ending(of: text)), !exceptions.contains(text) else {
      return nil
    }
    let bytes = text.utf8
    for length in suffixLengths where bytes.count >= length + Self.shortestFirstPart {
      let start = bytes.index(bytes.endIndex, offsetBy: -length)
      guard start.samePosition(in: text.unicodeScalars) != nil else { continue }
      if let index = suffixes[String(text[start...])] { return (index, length) }
    }
    return nil
  }

  /// The last two bytes in UTF-8.
  private static func ending(of word: String) -> UInt16 {
    word.utf8.suffix(2).reduce(0) { $0 << 8 | UInt16($1) }
  }
}
