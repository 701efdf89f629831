import Foundation

/// Lists kept in one text column as JSON, so that SQLite's own JSON functions can read them.
enum JSONColumn {
  /// Numbers are written by hand: a coder costs more than the whole row.
  static func encode(_ values: [Double]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * values.count + 2)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// As `Double.description` writes it. Most are times in whole milliseconds, which whole numbers write several times
  /// as fast.
  private static func append(_ value: Double, to bytes: inout [UInt8]) {
    let milliseconds = (value * 1000).rounded()
    guard value >= 1, value < 1e9, milliseconds / 1000 == value else {
      bytes += value.description.utf8
      return
    }
    let (seconds, thousandths) = Int(milliseconds).quotientAndRemainder(dividingBy: 1000)
    append(seconds, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    var (digits, place) = (thousandths, 100)
    repeat {
      append(digits / place, to: &bytes)
      (digits, place) = (digits % place, place / 10)
    } while digits > 0
  }

  private static func append(_ whole: Int, to bytes: inout [UInt8]) {
    if whole >= 10 { append(whole / 10, to: &bytes) }
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: whole % 10))
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
