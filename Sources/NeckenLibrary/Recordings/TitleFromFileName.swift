import Foundation

/// A title to go by where a file has no tags: its name without extension and track number.
public enum TitleFromFileName {
  /// "03 - Polska_efter_Byss-Calle.mp3" → "Polska efter Byss-Calle".
  ///
  /// Numbers that belong to the title stay: "1800-talsvals", "7-manna engelska" has a hyphen without
  /// space. In Unicode's composed form, for file systems that take å apart. Never empty.
  public static func title(of path: String) -> String {
    let file = URL(filePath: path).deletingPathExtension().lastPathComponent
    let words = file.precomposedStringWithCanonicalMapping
      .replacing("_", with: " ")
      .split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    let title = String(withoutTrackNumber(words[...]))
    return title.isEmpty ? (words.isEmpty ? file : words) : title
  }

  /// Takes off "03 - ", "03. ", "3) ", "1-03 ", "A2 ", "03 ".
  private static func withoutTrackNumber(_ text: Substring) -> Substring {
    guard let match = text.prefixMatch(of: /(?:\d{1,2}-)?(?:[A-D]\d|\d{1,3})(?:\s*[.)]\s*|\s+[-–—]\s*|\s+)/)
    else { return text }
    return text[match.range.upperBound...]
  }
}
