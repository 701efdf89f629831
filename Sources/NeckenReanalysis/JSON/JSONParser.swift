/// Why a text is not JSON.
struct JSONSyntaxError: Error, Hashable {
  /// Byte offset of the mistake.
  var offset: Int
  var expected: String
}

/// Reads JSON (RFC 8259) into ``JSONValue``, and also the tokens NaN, Infinity and -Infinity, which
/// Python's `json` writes and Foundation's decoder refuses.
///
/// Foundation's decoder takes ten times as long on lists of numbers, which would be most of the cost
/// of a bulk re-analysis (Docs/Decisions/0051).
struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var depth = 0
  /// Where lists of numbers grow, before they are copied at their length.
  private var scratch: [Double] = []

  /// Deeper nesting is refused before it can exhaust the stack; artifacts nest five deep.
  private static let maximumDepth = 64
  /// The onsets of a three-minute tune are fewer.
  private static let usualListLength = 1024

  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONSyntaxError) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    parser.skipByteOrderMark()
    let value = try parser.value()
    parser.skipSpace()
    guard parser.index == bytes.count else { throw parser.error("the end of the text") }
    return value
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    scratch.reserveCapacity(min(bytes.count / 2, Self.usualListLength))
  }

  private func error(_ expected: String) -> JSONSyntaxError {
    JSONSyntaxError(offset: index, expected: expected)
  }

  private mutating func skipByteOrderMark() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  @inline(__always)
  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): index &+= 1
      default: return
      }
    }
  }

  @inline(__always)
  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func value() throws(JSONSyntaxError) -> JSONValue {
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
    guard skip(word) else { throw error("a value") }
    return value
  }

  private mutating func skip(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard index + length <= bytes.count else { return false }
    for offset in 0..<length where bytes[index + offset] != word.utf8Start[offset] { return false }
    index += length
    return true
  }

  private mutating func enter() throws(JSONSyntaxError) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw error("less deeply nested values") }
    index += 1
    skipSpace()
  }

  private mutating func object() throws(JSONSyntaxError) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var members: [JSONValue.Member] = []
    if current == UInt8(ascii: "}") {
      index += 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw error("a key in quotes") }
      let key = try string()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw error("a colon") }
      index += 1
      members.append(JSONValue.Member(key: key, value: try value()))
      if try endsList(with: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array() throws(JSONSyntaxError) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    if current == UInt8(ascii: "]") {
      index += 1
      return .numbers([])
    }
    scratch.removeAll(keepingCapacity: true)
    while startsNumber {
      scratch.append(try number())
      if try endsList(with: UInt8(ascii: "]")) { return .numbers(scratch.withUnsafeBufferPointer(Array.init)) }
      skipSpace()
    }
    var values = scratch.map(JSONValue.number)
    while true {
      values.append(try value())
      if try endsList(with: UInt8(ascii: "]")) { return .array(values) }
    }
  }

  @inline(__always)
  private var startsNumber: Bool {
    guard let current else { return false }
    switch current {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "N"), UInt8(ascii: "I"): return true
    default: return false
    }
  }

  /// Skips the comma before a further element, or the closing bracket.
  @inline(__always)
  private mutating func endsList(with bracket: UInt8) throws(JSONSyntaxError) -> Bool {
    skipSpace()
    switch current {
    case UInt8(ascii: ","):
      index &+= 1
      return false
    case bracket:
      index &+= 1
      return true
    default: throw error("a comma or a closing bracket")
    }
  }
}

// MARK: - Numbers

extension JSONParser {
  /// Powers of ten that a double holds exactly.
  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]
  /// Whole numbers up to this are exact in a double, and digits so many cannot overflow.
  private static let largestExact: UInt64 = 1 << 53
  private static let safeDigits = 18

  /// A short number is a whole number times or over an exact power of ten, which is correctly
  /// rounded (Clinger 1990); any other goes to the standard library.
  @inline(__always)
  private mutating func number() throws(JSONSyntaxError) -> Double {
    let start = index
    let isNegative = current == UInt8(ascii: "-")
    if isNegative { index &+= 1 }
    if current == UInt8(ascii: "I"), skip("Infinity") { return isNegative ? -.infinity : .infinity }
    if current == UInt8(ascii: "N"), !isNegative, skip("NaN") { return .nan }

    var mantissa: UInt64 = 0
    let whole = try digits(into: &mantissa)
    var decimals = 0
    if current == UInt8(ascii: ".") {
      index &+= 1
      decimals = try digits(into: &mantissa)
    }
    let isExponential = current == UInt8(ascii: "e") || current == UInt8(ascii: "E")
    if !isExponential, whole + decimals <= Self.safeDigits, mantissa <= Self.largestExact {
      let magnitude = Double(mantissa) / Self.exactPowers[decimals]
      return isNegative ? -magnitude : magnitude
    }
    if isExponential { try skipExponent() }
    guard let parsed = Double(String(decoding: bytes[start..<index], as: UTF8.self)) else {
      throw JSONSyntaxError(offset: start, expected: "a number")
    }
    return parsed
  }

  /// Appends digits to the mantissa (wrapping: more than `safeDigits` are read again) and counts them.
  @inline(__always)
  private mutating func digits(into mantissa: inout UInt64) throws(JSONSyntaxError) -> Int {
    let start = index
    while index < bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      index &+= 1
    }
    guard index > start else { throw error("a value") }
    return index - start
  }

  private mutating func skipExponent() throws(JSONSyntaxError) {
    index += 1
    if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
    var unused: UInt64 = 0
    _ = try digits(into: &unused)
  }
}

// MARK: - Texts

extension JSONParser {
  private mutating func string() throws(JSONSyntaxError) -> String {
    index += 1
    let start = index
    while let byte = current {
      if byte == UInt8(ascii: "\"") {
        defer { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      index &+= 1
    }
    throw error("a closing quote")
  }

  private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
    var units = Array(bytes[start..<index])
    while let byte = current {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"): units += Array(String(try escape()).utf8)
      default: units.append(byte)
      }
    }
    throw error("a closing quote")
  }

  private mutating func escape() throws(JSONSyntaxError) -> Character {
    guard let byte = current else { throw error("an escape") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return Character(try unicodeScalar())
    default: throw error("an escape")
    }
  }

  /// One code unit, or two that make a pair; a lone half becomes the replacement character.
  private mutating func unicodeScalar() throws(JSONSyntaxError) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    let high = try hexadecimal()
    guard UTF16.isLeadSurrogate(high) else { return Unicode.Scalar(high) ?? replacement }
    let afterHigh = index
    guard skip("\\u") else { return replacement }
    let low = try hexadecimal()
    guard UTF16.isTrailSurrogate(low) else {
      index = afterHigh
      return replacement
    }
    return UTF16.decode(UTF16.EncodedScalar([high, low]))
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt16 {
    let length = 4
    guard index + length <= bytes.count,
      let unit = UInt16(String(decoding: bytes[index..<(index + length)], as: UTF8.self), radix: 16)
    else { throw error("four hexadecimal digits") }
    index += length
    return unit
  }
}
