/// Parameters that people edit: what is left out keeps its default, what is misspelt is refused.
extension KeyedDecodingContainer {
  /// The value of a key, or the default where the file does not have it.
  func value<Value: Decodable>(_ key: Key, or standard: Value) throws -> Value {
    try decodeIfPresent(Value.self, forKey: key) ?? standard
  }
}

extension Decoder {
  /// A container whose every key is one of those expected.
  ///
  /// - Throws: ``StyleConfigurationError/unknownKey(_:)``.
  func editableContainer<Key: CodingKey & CaseIterable>(_: Key.Type) throws -> KeyedDecodingContainer<Key> {
    let known = Set(Key.allCases.map(\.stringValue))
    for key in try container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
      throw StyleConfigurationError.unknownKey((codingPath + [key]).map(\.stringValue).joined(separator: "."))
    }
    return try container(keyedBy: Key.self)
  }
}

private struct AnyKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  init(intValue: Int) {
    stringValue = String(intValue)
    self.intValue = intValue
  }
}
