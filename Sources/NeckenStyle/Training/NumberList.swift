/// Numbers as people and programs write them into one cell.
enum NumberList {
  /// Reads "[0.1, 0.2]", "0.1;0.2", "0.1 0.2", and decimal commas where the separator is another sign.
  static func parse(_ text: String) throws(RowProblem.Reason) -> [Double] {
    let (tokens, hasDecimalCommas) = tokens(of: stripped(text))
    var numbers: [Double] = []
    numbers.reserveCapacity(tokens.count)
    for (index, token) in tokens.enumerated() {
      let plain = hasDecimalCommas ? String(token.map { $0 == "," ? "." : $0 }) : String(token)
      guard let number = Double(plain) else {
        throw .notANumber(position: index + 1, text: String(token))
      }
      guard number.isFinite else { throw .notFinite(position: index + 1, text: String(token)) }
      numbers.append(number)
    }
    return numbers
  }

  /// Without surrounding blanks and one pair of brackets.
  private static func stripped(_ text: String) -> Substring {
    var content = trimmed(text[...])
    for (open, close) in [("[", "]"), ("(", ")"), ("{", "}")]
    where content.hasPrefix(open) && content.hasSuffix(close) {
      content = trimmed(content.dropFirst().dropLast())
    }
    return content
  }

  private static func tokens(of content: Substring) -> (tokens: [Substring], hasDecimalCommas: Bool) {
    if content.isEmpty { return ([], false) }
    if content.contains(";") {
      return (content.split(separator: ";", omittingEmptySubsequences: false).map(trimmed), true)
    }
    let words = content.split(whereSeparator: \.isWhitespace)
    if words.count > 1, let cells = commaDecimals(words) { return (cells, true) }
    if content.contains(",") {
      return (content.split(separator: ",", omittingEmptySubsequences: false).map(trimmed), false)
    }
    return (words, false)
  }

  /// "0,1 0,2" and "0,1, 0,2": words that hold a comma inside are single numbers when blanks separate them.
  private static func commaDecimals(_ words: [Substring]) -> [Substring]? {
    let cells = words.map { $0.hasSuffix(",") ? $0.dropLast() : $0 }
    guard cells.contains(where: { $0.contains(",") }),
      cells.allSatisfy({ cell in cell.count { $0 == "," || $0 == "." } <= 1 })
    else { return nil }
    return cells
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var content = text
    while content.first?.isWhitespace == true { content.removeFirst() }
    while content.last?.isWhitespace == true { content.removeLast() }
    return content
  }
}
