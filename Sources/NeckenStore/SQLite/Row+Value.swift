import GRDB

extension Row {
  /// A column as the type wanted. Unlike a subscript it throws where another program, or a person,
  /// has put something else into the column.
  func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    try decode(Value.self, forColumn: column)
  }

  /// A column as text, where it is text.
  func text(_ column: String) -> String? { String.fromDatabaseValue(self[column]) }
}
