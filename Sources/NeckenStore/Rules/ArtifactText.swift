import Foundation

/// What every store asks of artifacts: a JSON object (RFC 8259) in UTF-8 that all databases can hold.
///
/// Checked without building a tree, at about the speed of reading. NUL characters and halves of
/// surrogate pairs, which JSON can spell and PostgreSQL's `jsonb` refuses, are refused here.
struct ArtifactText {
  /// Deepest nesting that is taken.
  private static let deepest = 512

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// - Throws: ``StoreError/invalidRow(detail:)``.
  static func check(_ data: Data) throws(StoreError) {
    let fault: String? = data.withUnsafeBytes { raw in
      let bytes = raw.bindMemory(to: UInt8.self)
      guard String(validating: bytes, as: UTF8.self) != nil else { return "they are not UTF-8" }
      var text = ArtifactText(bytes: bytes)
      return text.isObject() ? nil : "they are no JSON object that can be stored, see byte \(text.position)"
    }
    if let fault { throw .invalidRow(detail: "the artifacts cannot be kept: \(fault)") }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func isObject() -> Bool {
    skipSpace()
    guard next == UInt8(ascii: "{"), value(depth: 0) else { return false }
    skipSpace()
    return position == bytes.count
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  private mutating func take(word: StaticString) -> Bool {
    for offset in 0..<word.utf8CodeUnitCount {
      guard next == word.utf8Start[offset] else { return false }
      position += 1
    }
    return true
  }

  private mutating func value(depth: Int) -> Bool {
    guard depth < Self.deepest else { return false }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return list(to: "}", depth: depth, hasKeys: true)
    case UInt8(ascii: "["): return list(to: "]", depth: depth, hasKeys: false)
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "t"): return take(word: "true")
    case UInt8(ascii: "f"): return take(word: "false")
    case UInt8(ascii: "n"): return take(word: "null")
    default: return number()
    }
  }

  private mutating func list(to end: Unicode.Scalar, depth: Int, hasKeys: Bool) -> Bool {
    position += 1
    skipSpace()
    if take(end) { return true }
    repeat {
      if hasKeys {
        skipSpace()
        guard string() else { return false }
        skipSpace()
        guard take(":") else { return false }
      }
      guard value(depth: depth + 1) else { return false }
      skipSpace()
    } while take(",")
    return take(end)
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0"), !digits() { return false }
    if take("."), !digits() { return false }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      return digits()
    }
    return true
  }

  private mutating func digits() -> Bool {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position > start
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): if !escape() { return false }
      case 0..<0x20: return false
      default: continue
      }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard let byte = next else { return false }
    position += 1
    guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
    guard let unit = codeUnit(), unit != 0, !UTF16.isTrailSurrogate(unit) else { return false }
    guard UTF16.isLeadSurrogate(unit) else { return true }
    guard take("\\"), take("u"), let trail = codeUnit() else { return false }
    return UTF16.isTrailSurrogate(trail)
  }

  private mutating func codeUnit() -> UInt16? {
    guard position + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }
}
