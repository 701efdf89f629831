import NeckenCore

/// One record of comma-separated values (RFC 4180).
enum CSVLine {
  static func text(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") }

  /// To four decimals, the shortest that reads back the same.
  static func number(_ value: Double) -> String { JSONText.number(value.rounded(decimals: 4)).text }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r\r\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
