import GRDB

/// Reads a row's columns one after another, in the order of the SELECT. To look them up by name would cost more than
/// all the rest of reading styles.
struct ColumnReader {
  private let row: Row
  private var index = 0

  init(_ row: Row) { self.row = row }

  /// The next column as the type wanted; throws where another program, or a person, has put something else there.
  mutating func next<Value: DatabaseValueConvertible>() throws -> Value {
    defer { index += 1 }
    return try row.decode(Value.self, atIndex: index)
  }
}
