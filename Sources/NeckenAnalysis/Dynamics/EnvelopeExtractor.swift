import NeckenSignal

/// Amplitude envelope of a mono signal: root mean square of consecutive hops, without overlap.
///
/// Output: one value a hop, full scale = 1; the last hop may be shorter. Cost: one pass, one
/// accumulator; two hours at the default hop keep 2.9 MB.
struct EnvelopeExtractor: SignalExtractor {
  /// Hop length in samples.
  let hopLength: Int

  private var values: [Float] = []
  private var energy: Float = 0
  private var filled = 0

  init(hopLength: Int) { self.hopLength = hopLength }

  mutating func consume(_ block: UnsafeBufferPointer<Float>) {
    var start = 0
    while start < block.count {
      let end = min(block.count, start + hopLength - filled)
      for index in start..<end { energy += block[index] * block[index] }
      filled += end - start
      start = end
      if filled == hopLength { closeHop() }
    }
  }

  mutating func finish() -> [Float] {
    if filled > 0 { closeHop() }
    return values
  }

  private mutating func closeHop() {
    values.append((energy / Float(filled)).squareRoot())
    energy = 0
    filled = 0
  }
}
