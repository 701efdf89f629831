import Foundation

/// Lists kept in one text column as JSON, so that SQLite's own JSON functions can read them.
enum JSONColumn {
  /// Numbers are written by hand: a coder costs more than the whole row.
  static func encode(_ values: [Double]) -> String {
    "[" + values.map(\.description).joined(separator: ",") + "]"
  }

  /// Labels and identifiers, which need no escapes, are put in quotes as they are.
  static func encode(_ values: [String]) throws -> String {
    guard values.allSatisfy({ $0.utf8.allSatisfy(isPlain) }) else {
      return String(decoding: try JSONEncoder().encode(values), as: UTF8.self)
    }
    return values.isEmpty ? "[]" : "[\"" + values.joined(separator: "\",\"") + "\"]"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// An absent list is an empty one.
  /// - Throws: ``StoreError/invalidRow(detail:)``.
  static func decode<Element: Decodable>(_ type: [Element].Type, _ text: String?) throws -> [Element] {
    guard let text else { return [] }
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw StoreError.invalidRow(detail: "a list is not JSON: \(text.prefix(40))")
    }
  }
}
