/// Two extractors that hear the same signal.
package struct SignalPair<First: SignalExtractor, Second: SignalExtractor>: SignalExtractor {
  private var first: First
  private var second: Second

  package init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  package mutating func consume(_ block: UnsafeBufferPointer<Float>) throws {
    try first.consume(block)
    try second.consume(block)
  }

  package mutating func finish() throws -> (First.Output, Second.Output) {
    (try first.finish(), try second.finish())
  }
}
