/// Lends C strings for the time of a call.
enum CStrings {
  /// - Parameter body: gets one pointer for each text, null for `nil`, and a null after the last.
  static func with<Value>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) throws -> Value
  ) rethrows -> Value {
    // One block for all: a statement may have twenty parameters, a page thousands of statements.
    var bytes: [CChar] = []
    bytes.reserveCapacity(texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) + 1 })
    var offsets: [Int?] = []
    offsets.reserveCapacity(texts.count)
    for text in texts {
      offsets.append(text.map { _ in bytes.count })
      guard let text else { continue }
      for byte in text.utf8 { bytes.append(CChar(bitPattern: byte)) }
      bytes.append(0)
    }
    return try bytes.withUnsafeBufferPointer { block in
      let pointers = offsets.map { offset in offset.flatMap { block.baseAddress?.advanced(by: $0) } } + [nil]
      return try pointers.withUnsafeBufferPointer { try body($0.baseAddress) }
    }
  }
}
