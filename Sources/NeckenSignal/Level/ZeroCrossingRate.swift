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
    guard let first = block.first, let samples = block.baseAddress else { return }
    if (wasNegative ?? (first < -deadZone)) != (first < -deadZone) { crossings += 1 }
    var index = 1
    // Eight pairs of neighbours at a time.
    var counts = SIMD8<Int32>.zero
    while index &+ 8 <= block.count {
      let isNegative = samples.eight(at: index) .< -deadZone
      let wasNegative = samples.eight(at: index &- 1) .< -deadZone
      counts = counts.replacing(with: counts &+ 1, where: isNegative .^ wasNegative)
      index &+= 8
    }
    crossings += Int(counts.wrappedSum())
    while index < block.count {
      if (samples[index] < -deadZone) != (samples[index &- 1] < -deadZone) { crossings += 1 }
      index &+= 1
    }
    wasNegative = samples[block.count - 1] < -deadZone
    sampleCount += block.count
  }

  package mutating func finish() -> Double {
    sampleCount < 2 ? 0 : Double(crossings) / Double(sampleCount - 1)
  }
}
