public import NeckenCore

/// A row of `style_keywords`: a word in a title that names a dance.
public struct StoredKeyword: Hashable, Sendable {
  /// The word, unique in a store without regard to case; kept in Unicode's composed form, lower case.
  public var keyword: String
  public var danceStyle: DanceStyle
  public var subStyle: String?
  /// Whether the word is used at present.
  public var isActive: Bool

  public init(keyword: String, danceStyle: DanceStyle, subStyle: String? = nil, isActive: Bool = true) {
    self.keyword = keyword
    self.danceStyle = danceStyle
    self.subStyle = subStyle
    self.isActive = isActive
  }
}
