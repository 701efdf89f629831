/// How many columns of a terminal a text takes.
enum DisplayWidth {
  /// One for most characters; two for East Asian wide ones and emoji; none for combining marks and
  /// control characters. After Unicode Standard Annex 11, without the ambiguous class.
  static func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + columns($1) }
  }

  private static func columns(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    let isEmoji = scalar.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}")
    return isEmoji || wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// The blocks whose characters are wide (W) or full-width (F).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]

  /// The text with spaces to `width` columns; longer text stays whole.
  static func padded(_ text: String, to width: Int, alignedRight: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - columns(text)))
    return alignedRight ? space + text : text + space
  }

  /// The text in at most `width` columns, its middle left out where it is too long: in paths both ends matter.
  static func shortened(_ text: String, to width: Int) -> String {
    guard columns(text) > width, width > 1 else { return text }
    let room = width - 1
    var head = ""
    for character in text {
      guard columns(head) + columns(character) <= room / 2 else { break }
      head.append(character)
    }
    var tail: [Character] = []
    var tailColumns = 0
    for character in text.reversed() {
      guard tailColumns + columns(character) <= room - columns(head) else { break }
      tail.append(character)
      tailColumns += columns(character)
    }
    return head + "…" + String(tail.reversed())
  }
}
