public import NeckenCore

/// Brings what people write as a label to one name per dance: "bingsjöpolska", " POLSKOR " → Polska.
public struct LabelNormalizer: Sendable {
  private let knownStyles: [String: DanceStyle]
  private let matcher: KeywordMatcher

  public init(keywords: KeywordTable = .standard, dances: DanceTable = .standard) {
    knownStyles = Dictionary(dances.dances.map { (Self.key($0.style.rawValue), $0.style) }) { first, _ in first }
    matcher = KeywordMatcher(keywords)
  }

  /// The dance that a label names: a known dance's own name first, then a keyword, else the label as it is.
  ///
  /// - Returns: `nil` for an empty label and for one that says "unknown".
  public func style(for label: String) -> DanceStyle? {
    let key = Self.key(label)
    guard !key.isEmpty, key != Self.key(DanceStyle.unknown.rawValue) else { return nil }
    if let style = knownStyles[key] { return style }
    let hits = matcher.hits(in: label)
    if hits.count == 1 { return hits[0].keyword.style }
    return DanceStyle(label.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  private static func key(_ label: String) -> String {
    NormalizedText(label).words.joined(separator: " ")
  }
}
