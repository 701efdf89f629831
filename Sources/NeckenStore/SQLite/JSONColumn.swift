import Foundation

/// Lists kept in one text column as JSON, so that SQLite's own JSON functions can read them.
enum JSONColumn {
  /// Numbers are written by hand: a coder costs more than the whole row.
  static func encode(_ values: [Double]) -> String {
    "[" + values.map(\.description).joined(separator: ",") + "]"
  }

  static func encode(_ values: [String]) throws -> String {
    String(decoding: try JSONEncoder().encode(values), as: UTF8.self)
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
