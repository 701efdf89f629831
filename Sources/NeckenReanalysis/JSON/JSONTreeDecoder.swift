import NeckenCore

/// Decodes `Decodable` values from a ``JSONValue``; lists of numbers without a call for each.
struct JSONTreeDecoder: Decoder {
  let value: JSONValue
  let place: JSONPlace
  var codingPath: [any CodingKey] { place.path }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// Places are only kept when something is wrong and a second walk has to name where: a list made anew for every
  /// value is not free.
  static func decode<Value: Decodable>(_ type: Value.Type, from value: JSONValue) throws -> Value {
    do {
      return try JSONTreeDecoder(value: value, place: .unknown).decode(type)
    } catch {
      return try JSONTreeDecoder(value: value, place: .known([])).decode(type)
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw mismatch(type, "an object") }
    return KeyedDecodingContainer(JSONKeyedContainer(members: members, place: place))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    switch value {
    case .array(let values): JSONUnkeyedContainer(values: values, place: place)
    case .numbers(let numbers): JSONUnkeyedContainer(values: numbers.map(JSONValue.number), place: place)
    default: throw mismatch([Any].self, "a list")
    }
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func mismatch(_ type: Any.Type, _ expected: String) -> DecodingError {
    .typeMismatch(
      type, .init(codingPath: codingPath, debugDescription: "expected \(expected), found \(value.kind)"))
  }
}

extension JSONTreeDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { value == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .bool(let value) = value else { throw mismatch(type, "a truth value") }
    return value
  }

  func decode(_ type: String.Type) throws -> String {
    guard case .string(let value) = value else { throw mismatch(type, "a text") }
    return value
  }

  func decode(_ type: Double.Type) throws -> Double {
    guard case .number(let value) = value, value.isFinite else { throw mismatch(type, "a finite number") }
    return value
  }

  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_ type: Int.Type) throws -> Int { try integer(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

  private func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) throws -> Integer {
    guard case .number(let value) = value, let whole = Integer(exactly: value) else {
      throw mismatch(type, "a whole number")
    }
    return whole
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    switch value {
    case .numbers(let numbers) where type == [Double].self:
      guard numbers.allSatisfy(\.isFinite) else { throw mismatch(type, "finite numbers") }
      if let values = numbers as? Value { return values }
    case .numbers(let numbers) where type == [Int].self:
      if let values = try whole(numbers, type) as? Value { return values }
    case .object(let members) where type == [String: Double].self:
      if let values = Self.numbers(by: members) as? Value { return values }
    case .object(let members) where type == [String: [String: Double]].self:
      if let values = Self.numbersByKey(by: members) as? Value { return values }
    case .array(let elements) where type == [Section].self:
      if let sections = Self.all(elements, Section.init) as? Value { return sections }
    case .array(let elements) where type == [MeterHypothesis].self:
      if let meters = Self.all(elements, MeterHypothesis.init) as? Value { return meters }
    default: break
    }
    return try Value(from: self)
  }

  private func whole(_ numbers: [Double], _ type: Any.Type) throws -> [Int] {
    try numbers.map { number in
      guard let whole = Int(exactly: number) else { throw mismatch(type, "whole numbers") }
      return whole
    }
  }

  /// `nil` where a member is no finite number; decoding it the long way tells which.
  private static func numbers(by members: [JSONValue.Member]) -> [String: Double]? {
    var numbers: [String: Double] = Dictionary(minimumCapacity: members.count)
    for member in members {
      guard case .number(let number) = member.value, number.isFinite else { return nil }
      numbers[member.key] = number
    }
    return numbers
  }
}

// MARK: - What artifacts have many of
// Read without a coder and its containers. `nil` wherever anything is not as it should be; the coder then tells what,
// and also reads what is known only to it.

extension JSONTreeDecoder {
  private static func all<Element>(_ values: [JSONValue], _ read: (JSONValue) -> Element?) -> [Element]? {
    var elements: [Element] = []
    elements.reserveCapacity(values.count)
    for value in values {
      guard let element = read(value) else { return nil }
      elements.append(element)
    }
    return elements
  }

  private static func numbersByKey(by members: [JSONValue.Member]) -> [String: [String: Double]]? {
    var result: [String: [String: Double]] = [:]
    for member in members {
      guard case .object(let inner) = member.value, let numbers = numbers(by: inner) else { return nil }
      result[member.key] = numbers
    }
    return result
  }
}

extension JSONValue {
  fileprivate func number(_ key: String) -> Double? {
    guard case .number(let number)? = self[key], number.isFinite else { return nil }
    return number
  }

  fileprivate func integer(_ key: String) -> Int? { number(key).flatMap { Int(exactly: $0) } }
}

extension Section {
  fileprivate init?(_ json: JSONValue) {
    guard let start = json.number("start"), let end = json.number("end"), case .string(let label)? = json["label"],
      let first = json.integer("first_bar"), let count = json.integer("bar_count")
    else { return nil }
    self.init(startSeconds: start, endSeconds: end, label: label, firstBar: first, barCount: count)
  }
}

extension MeterHypothesis {
  fileprivate init?(_ json: JSONValue) {
    guard let meter = json["meter"], let beats = meter.integer("beats_per_bar"),
      let pulses = meter.integer("pulses_per_beat"), let probability = json.number("probability")
    else { return nil }
    self.init(meter: Meter(beatsPerBar: beats, pulsesPerBeat: pulses), probability: probability)
  }
}

/// Where in a text a value stands.
enum JSONPlace {
  case unknown
  case known([any CodingKey])

  var path: [any CodingKey] {
    if case .known(let path) = self { path } else { [] }
  }

  func appending(_ key: @autoclosure () -> any CodingKey) -> JSONPlace {
    if case .known(let path) = self { .known(path + [key()]) } else { .unknown }
  }
}
