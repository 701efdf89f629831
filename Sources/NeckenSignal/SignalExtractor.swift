/// Turns a mono signal, taken block by block, into one result.
///
/// An extractor is a value that is used once: `consume` any number of times, then `finish`.
/// What comes out does not depend on how the signal was cut into blocks, so a recording of any
/// length can be analysed without ever being held in memory as a whole.
package protocol SignalExtractor {
  associatedtype Output

  /// Takes the next samples, full scale ±1. Blocks may have any size, none included.
  mutating func consume(_ block: UnsafeBufferPointer<Float>) throws

  /// Takes the signal to be over and gives the result.
  mutating func finish() throws -> Output
}

extension SignalExtractor {
  /// The result for a whole signal that is in memory already.
  package func extract(from signal: [Float]) throws -> Output {
    var extractor = self
    try signal.withUnsafeBufferPointer { try extractor.consume($0) }
    return try extractor.finish()
  }
}
