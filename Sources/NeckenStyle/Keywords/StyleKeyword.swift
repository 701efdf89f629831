public import NeckenCore

/// A word in a title that names a dance, with its inflected forms and the company in which it means something else.
public struct StyleKeyword: Hashable, Sendable, Codable {
  /// Which words the forms match.
  public enum Match: String, Sendable, Codable {
    /// Whole words only: "snoa".
    case word
    /// Whole words and the last part of compounds: "polska" in "bingsjöpolska".
    case compound
  }

  public var style: DanceStyle
  public var subStyle: String?
  /// Every spelling and inflection; letters, digits and single spaces. Case and the composition of
  /// å ä ö do not matter.
  public var forms: [String]
  public var match: Match
  /// Words before which the form means something else: "polska" in "polska flickan".
  public var notBefore: [String]
  /// Words after which the form means something else: "polska" in "den polska".
  public var notAfter: [String]
  /// Said after the reason, when there is something to explain.
  public var note: String?

  public init(
    _ style: DanceStyle, subStyle: String? = nil, forms: [String], match: Match = .word,
    notBefore: [String] = [], notAfter: [String] = [], note: String? = nil
  ) {
    self.style = style
    self.subStyle = subStyle
    self.forms = forms
    self.match = match
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.note = note
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.editableContainer(CodingKeys.self)
    style = try container.decode(DanceStyle.self, forKey: .style)
    subStyle = try container.decodeIfPresent(String.self, forKey: .subStyle)
    forms = try container.decode([String].self, forKey: .forms)
    match = try container.value(.match, or: .word)
    notBefore = try container.value(.notBefore, or: [])
    notAfter = try container.value(.notAfter, or: [])
    note = try container.decodeIfPresent(String.self, forKey: .note)
  }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case style, forms, match, note
    case subStyle = "sub_style"
    case notBefore = "not_before"
    case notAfter = "not_after"
  }
}

/// The words that name dances, and the words that only look as if they did.
public struct KeywordTable: Hashable, Sendable, Codable {
  /// The longest form wins; of two as long, the earlier entry.
  public var keywords: [StyleKeyword]
  /// Words that end like a compound and are none: "festivals".
  public var exceptions: [String]

  public init(keywords: [StyleKeyword], exceptions: [String] = []) {
    self.keywords = keywords
    self.exceptions = exceptions
  }
}
