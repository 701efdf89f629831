/// One frame of a short-time spectrum, valid only while it is being consumed.
package struct SpectrumFrame {
  /// Number of the frame, from 0.
  package let index: Int
  /// |X| of every bin from 0 Hz to the Nyquist frequency; undefined where it was not demanded.
  package let magnitudes: UnsafeBufferPointer<Float>
  /// |X|² of the same bins, likewise.
  package let powers: UnsafeBufferPointer<Float>
}

/// Takes a short-time spectrum frame by frame and makes one result of it.
///
/// Several consumers share one transform by being stored properties of a consumer that passes each
/// frame on, or by `SpectrumPair`: no transform is computed twice.
package protocol SpectrumConsumer {
  associatedtype Output
  /// What it reads of each frame; everything, unless said otherwise.
  var demand: SpectrumDemand { get }
  mutating func consume(_ frame: SpectrumFrame) throws
  mutating func finish() throws -> Output
}

extension SpectrumConsumer {
  package var demand: SpectrumDemand { .all }
}

/// Two consumers of one spectrum.
package struct SpectrumPair<First: SpectrumConsumer, Second: SpectrumConsumer>: SpectrumConsumer {
  private var first: First
  private var second: Second

  package init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  package var demand: SpectrumDemand { first.demand.union(second.demand) }

  package mutating func consume(_ frame: SpectrumFrame) throws {
    try first.consume(frame)
    try second.consume(frame)
  }

  package mutating func finish() throws -> (First.Output, Second.Output) {
    (try first.finish(), try second.finish())
  }
}
