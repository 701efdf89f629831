/// Parsed JSON. Arrays that hold numbers alone are kept as numbers, which is what artifacts are made of.
enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// NaN or infinite where the text said so, as Python's `json` writes them.
  case number(Double)
  case string(String)
  /// An array of numbers alone, or of nothing.
  case numbers([Double])
  case array([JSONValue])
  case object([Member])

  struct Member: Hashable, Sendable {
    var key: String
    var value: JSONValue
  }

  /// The value under a key, or `nil` where this is no object or has no such key.
  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// What the value is, in words.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a truth value"
    case .number: "a number"
    case .string: "a text"
    case .numbers, .array: "a list"
    case .object: "an object"
    }
  }
}
