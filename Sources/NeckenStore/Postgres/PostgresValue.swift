/// What a statement is given for a parameter.
enum PostgresValue: Sendable {
  /// As the server reads the parameter's type.
  case text(String)
  /// A `real[]` in the server's own form: to spell and to read the 217 numbers of a vector would cost the two
  /// more than the rest of a style's row.
  case floats([Float])

  private static let textFormat: Int32 = 0
  private static let binaryFormat: Int32 = 1
  /// The server's number for the type `real`.
  private static let realType: Int32 = 700

  /// Lends what libpq asks for, values, lengths and formats, for the time of a call.
  static func with<Result>(
    _ values: [PostgresValue?],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) throws -> Result
  ) rethrows -> Result {
    // One block for all: a page has thousands of values.
    var bytes: [UInt8] = []
    var (offsets, lengths, formats): ([Int?], [Int32], [Int32]) = ([], [], [])
    for value in values {
      let start = bytes.count
      switch value {
      case nil: break
      case .text(let text):
        bytes.append(contentsOf: text.utf8)
        bytes.append(0)
      case .floats(let numbers): append(numbers, to: &bytes)
      }
      offsets.append(value == nil ? nil : start)
      lengths.append(Int32(bytes.count - start))
      if case .floats = value { formats.append(binaryFormat) } else { formats.append(textFormat) }
    }
    return try bytes.withUnsafeBytes { block in
      let pointers = offsets.map { offset in
        offset.flatMap { block.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
      }
      return try pointers.withUnsafeBufferPointer { pointers in
        try lengths.withUnsafeBufferPointer { lengths in
          try formats.withUnsafeBufferPointer { formats in
            try body(pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
          }
        }
      }
    }
  }

  /// One dimension, no nulls, counted from 1; each number behind its length (PostgreSQL's `array_recv`).
  private static func append(_ numbers: [Float], to bytes: inout [UInt8]) {
    func append(_ value: Int32) {
      withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
    append(numbers.isEmpty ? 0 : 1)
    append(0)
    append(realType)
    if numbers.isEmpty { return }
    append(Int32(numbers.count))
    append(1)
    for number in numbers {
      append(4)
      append(Int32(bitPattern: number.bitPattern))
    }
  }
}
