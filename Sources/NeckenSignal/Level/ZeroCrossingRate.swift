/// The share of adjacent sample pairs that change sign, 0…1, over a whole signal.
///
/// Samples within `deadZone` of zero count as zero, and zero as positive, as librosa has it, so
/// that digital silence does not cross. A signal of fewer than two samples has the rate 0.
package struct ZeroCrossingRate: SignalExtractor {
  package struct Configuration: Hashable, Sendable {
    /// Full scale is 1.
    package var deadZone: Float = 1e-10

    package init() {}
  }

  private let deadZone: Float
  private var wasNegative: Bool?
  private var crossings = 0
  private var sampleCount = 0

  package init(configuration: Configuration = Configuration()) {
    deadZone = configuration.deadZone
  }

  package mutating func consume(_ block: UnsafeBufferPointer<Float>) {
    guard let first = block.first else { return }
    var previous = wasNegative ?? (first < -deadZone)
    var count = 0
    for sample in block {
      let isNegative = sample < -deadZone
      count &+= isNegative != previous ? 1 : 0
      previous = isNegative
    }
    crossings += count
    wasNegative = previous
    sampleCount += block.count
  }

  package mutating func finish() -> Double {
    sampleCount < 2 ? 0 : Double(crossings) / Double(sampleCount - 1)
  }
}
