package import Foundation

/// Reads comma-, semicolon- or tab-separated values, record by record (RFC 4180 and what spreadsheets
/// make of it): quoted fields with line ends inside, doubled quotes, CRLF, LF or CR.
///
/// A record with a quote that is never properly closed is handed out as broken, and reading goes on at
/// the line after it began, so that one bad row does not swallow the rest of the file.
package struct CSVReader {
  package struct Record {
    package var fields: [String]
    /// The record's number in the file, from 1, as a spreadsheet counts its rows.
    package var row: Int
    package var isBroken: Bool
  }

  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var position = 0
  private var row = 0

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  package init(_ text: String) {
    bytes = Array(text.utf8)
    delimiter = Self.likelyDelimiter(of: bytes)
  }

  /// The candidate that is most frequent in the first line, outside quotes.
  private static func likelyDelimiter(of bytes: [UInt8]) -> UInt8 {
    let candidates = [",", ";", "\t"].map { UInt8(ascii: $0) }
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if !isQuoted, byte == lineFeed || byte == carriageReturn { break }
      if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let best = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
    return candidates[best]
  }

  /// The next record that is not an empty line; `nil` at the end.
  package mutating func next() -> Record? {
    while position < bytes.count {
      let record = readRecord()
      if record.isBroken || record.fields != [""] { return record }
    }
    return nil
  }

  private mutating func readRecord() -> Record {
    let start = position
    row += 1
    var record = Record(fields: [], row: row, isBroken: false)
    while true {
      guard let field = readField() else {
        position = start
        skipLine()
        return Record(fields: [], row: row, isBroken: true)
      }
      record.fields.append(field)
      guard position < bytes.count, bytes[position] == delimiter else { break }
      position += 1
    }
    skipLineEnd()
    return record
  }

  /// Reads up to a delimiter or line end; `nil` when a quote is not closed as it should be.
  private mutating func readField() -> String? {
    guard position < bytes.count, bytes[position] == Self.quote else {
      let start = position
      while position < bytes.count, !isFieldEnd(bytes[position]) { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      guard byte == Self.quote else {
        content.append(byte)
        continue
      }
      if position < bytes.count, bytes[position] == Self.quote {
        content.append(Self.quote)
        position += 1
      } else {
        guard position == bytes.count || isFieldEnd(bytes[position]) else { return nil }
        return String(decoding: content, as: UTF8.self)
      }
    }
    return nil
  }

  private func isFieldEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private mutating func skipLine() {
    while position < bytes.count, bytes[position] != Self.lineFeed, bytes[position] != Self.carriageReturn {
      position += 1
    }
    skipLineEnd()
  }

  private mutating func skipLineEnd() {
    if position < bytes.count, bytes[position] == Self.carriageReturn { position += 1 }
    if position < bytes.count, bytes[position] == Self.lineFeed { position += 1 }
  }
}

extension CSVReader {
  /// The text of a table: UTF-8, UTF-16 with its mark, else Windows-1252.
  package static func text(of data: Data) -> String {
    if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]),
      let text = String(data: data, encoding: .utf16)
    {
      return text
    }
    let body = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
    // A spreadsheet that does not write UTF-8 writes Windows-1252, in which every å has its byte.
    return String(data: body, encoding: .utf8) ?? String(data: body, encoding: .windowsCP1252)
      ?? String(decoding: body, as: UTF8.self)
  }
}
