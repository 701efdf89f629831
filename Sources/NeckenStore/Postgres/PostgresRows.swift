import CPostgres
import Foundation

/// What a statement returned. Values are read in text form, column by column.
final class PostgresRows {
  private let result: OpaquePointer
  private let store: String

  /// Takes over the result and frees it.
  init(_ result: OpaquePointer, store: String) {
    self.result = result
    self.store = store
  }

  deinit { PQclear(result) }

  var status: ExecStatusType { PQresultStatus(result) }
  var count: Int { Int(PQntuples(result)) }

  /// How many rows a statement changed.
  var changedCount: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

  func map<Value>(_ transform: (inout PostgresRow) throws -> Value) rethrows -> [Value] {
    try (0..<count).map { index in
      var row = PostgresRow(result: result, index: Int32(index))
      return try transform(&row)
    }
  }

  func forEach(_ body: (inout PostgresRow) throws -> Void) rethrows { _ = try map(body) }

  /// The first row, if there is one.
  func first<Value>(_ transform: (inout PostgresRow) throws -> Value) rethrows -> Value? {
    guard count > 0 else { return nil }
    var row = PostgresRow(result: result, index: 0)
    return try transform(&row)
  }

  /// `nil` when the statement went well.
  var failure: StoreError? {
    switch status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_PIPELINE_SYNC: return nil
    default: break
    }
    let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
    let message = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
    let detail = message ?? String(cString: PQresultErrorMessage(result)).oneLine
    return StoreError(sqlState: state, detail: detail, store: store)
  }
}

/// One row; each call reads the next column.
struct PostgresRow {
  private let result: OpaquePointer
  private let index: Int32
  private var column: Int32 = 0

  fileprivate init(result: OpaquePointer, index: Int32) {
    self.result = result
    self.index = index
  }

  private mutating func next() -> UnsafeBufferPointer<UInt8>? {
    defer { column += 1 }
    guard PQgetisnull(result, index, column) == 0, let value = PQgetvalue(result, index, column) else { return nil }
    let count = Int(PQgetlength(result, index, column))
    return value.withMemoryRebound(to: UInt8.self, capacity: count) { UnsafeBufferPointer(start: $0, count: count) }
  }

  mutating func optionalText() -> String? { next().map { String(decoding: $0, as: UTF8.self) } }

  mutating func text() throws -> String { try required(optionalText()) }

  mutating func optionalData() -> Data? { next().map { Data($0) } }

  mutating func optionalInteger() throws -> Int? { try parsed(optionalText(), Int.init) }

  mutating func integer() throws -> Int { try required(optionalInteger()) }

  mutating func optionalReal() throws -> Double? { try parsed(optionalText(), Double.init) }

  mutating func real() throws -> Double { try required(optionalReal()) }

  mutating func optionalBoolean() -> Bool? { next().map { $0.first == UInt8(ascii: "t") } }

  mutating func boolean() throws -> Bool { try required(optionalBoolean()) }

  /// From whole milliseconds since 1970, as ``PostgresLayout`` asks for times.
  mutating func optionalTime() throws -> Date? {
    try optionalInteger().map { Date(timeIntervalSince1970: Double($0) / 1000) }
  }

  mutating func time() throws -> Date { try required(optionalTime()) }

  private func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw StoreError.invalidRow(detail: "a value is missing in \(columnName)") }
    return value
  }

  private func parsed<Value>(_ text: String?, _ parse: (String) -> Value?) throws -> Value? {
    guard let text else { return nil }
    guard let value = parse(text) else {
      throw StoreError.invalidRow(detail: "\(columnName) holds \(text.prefix(40))")
    }
    return value
  }

  private var columnName: String {
    PQfname(result, column - 1).map { String(cString: $0) } ?? "column \(column)"
  }
}
