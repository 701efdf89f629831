/// The keys of a place in JSON that has no `CodingKey` of its own: a position in a list.
private struct IndexKey: CodingKey {
  let intValue: Int?
  var stringValue: String { "\(intValue ?? 0)" }

  init(index: Int) { intValue = index }
  init?(intValue: Int) { self.intValue = intValue }
  init?(stringValue: String) { return nil }
}

struct JSONKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [JSONValue.Member]
  let place: JSONPlace
  var codingPath: [any CodingKey] { place.path }

  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool { value(key) != nil }

  /// The last of equal keys counts, as in Python and in PostgreSQL's JSONB.
  private func value(_ key: Key) -> JSONValue? {
    // A key's text is made anew each time it is asked for.
    let name = key.stringValue
    return members.last { $0.key == name }?.value
  }

  private func at(_ key: Key) throws -> JSONTreeDecoder {
    guard let value = value(key) else {
      throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "missing"))
    }
    return JSONTreeDecoder(value: value, place: place.appending(key))
  }

  /// One look at the members in place of the three that the protocol's own way takes.
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    guard let value = value(key) else { return nil }
    if case .null = value { return nil }
    return try JSONTreeDecoder(value: value, place: place.appending(key)).decode(type)
  }

  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
    switch value(key) {
    case nil, .null?: nil
    case .number(let number)? where number.isFinite: number
    case .some: try at(key).decode(type)
    }
  }

  func decodeNil(forKey key: Key) throws -> Bool { try at(key).decodeNil() }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try at(key).decode(type) }

  // Most of what there is; where it is as it should be nothing has to know its place.
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    if case .string(let text)? = value(key) { text } else { try at(key).decode(type) }
  }

  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    if case .number(let number)? = value(key), number.isFinite { number } else { try at(key).decode(type) }
  }

  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try at(key).decode(type) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try at(key).decode(type) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try at(key).decode(type) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try at(key).decode(type) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try at(key).decode(type) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try at(key).decode(type) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try at(key).decode(type) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try at(key).decode(type) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try at(key).decode(type) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try at(key).decode(type) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try at(key).decode(type) }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try at(key).decode(type) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { try at(key).container(keyedBy: type) }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try at(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { JSONTreeDecoder(value: .object(members), place: place) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try at(key) }
}

struct JSONUnkeyedContainer: UnkeyedDecodingContainer {
  let values: [JSONValue]
  let place: JSONPlace
  var codingPath: [any CodingKey] { place.path }
  private(set) var currentIndex = 0

  init(values: [JSONValue], place: JSONPlace) {
    self.values = values
    self.place = place
  }

  var count: Int? { values.count }
  var isAtEnd: Bool { currentIndex >= values.count }

  private mutating func next() throws -> JSONTreeDecoder {
    let place = place.appending(IndexKey(index: currentIndex))
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        JSONValue.self, .init(codingPath: place.path, debugDescription: "the list ends too early"))
    }
    defer { currentIndex += 1 }
    return JSONTreeDecoder(value: values[currentIndex], place: place)
  }

  mutating func decodeNil() -> Bool {
    guard !isAtEnd, values[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try next().decode(type) }
  mutating func decode(_ type: String.Type) throws -> String { try next().decode(type) }
  mutating func decode(_ type: Double.Type) throws -> Double { try next().decode(type) }
  mutating func decode(_ type: Float.Type) throws -> Float { try next().decode(type) }
  mutating func decode(_ type: Int.Type) throws -> Int { try next().decode(type) }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try next().decode(type) }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try next().decode(type) }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try next().decode(type) }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().decode(type) }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try next().decode(type) }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next().decode(type) }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next().decode(type) }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().decode(type) }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().decode(type) }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().decode(type) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
  mutating func superDecoder() throws -> any Decoder { try next() }
}
