/// How high values between samples can be, from what is cheap to know about the samples.
///
/// A value is Σ hₖ·xₖ over the taps of a filter. It is at most the highest sample times Σ|hₖ|. Nearer to the truth
/// where the signal is smooth: take the straight line through the two samples beside the value; from it the others
/// stray by no more than u·(u − 1)/2 of the highest second difference, u samples away.
struct TruePeakBound {
  /// Samples compared at a time.
  private typealias Lanes = SIMD8<Float>

  /// For the highest sample alone.
  private var gain: Float = 0
  /// For the highest sample, where second differences are counted beside it.
  private var lineGain: Float = 0
  /// For the highest second difference.
  private var curveGain: Float = 0

  /// Makes up for rounding in single precision: a passage too much does no harm.
  private static let margin: Float = 1.0001

  /// - Parameter phases: taps of the filters, of which the highest value counts.
  init(phases: [[Float]]) {
    for taps in phases {
      let pairs = taps.indices.dropLast()
      let centre = pairs.max { taps[$0] + taps[$0 + 1] < taps[$1] + taps[$1 + 1] } ?? 0
      let distances = taps.indices.map { Float($0 - centre) }
      let here = zip(taps, distances).reduce(0) { $0 + $1.0 * (1 - $1.1) }
      let next = zip(taps, distances).reduce(0) { $0 + $1.0 * $1.1 }
      gain = max(gain, Self.margin * taps.reduce(0) { $0 + abs($1) })
      lineGain = max(lineGain, Self.margin * (abs(here) + abs(next)))
      curveGain = max(curveGain, Self.margin * zip(taps, distances).reduce(0) { $0 + abs($1.0) * $1.1 * ($1.1 - 1) / 2 })
    }
  }

  /// Whether a value between these samples may exceed `highest`.
  ///
  /// - Parameters:
  ///   - samples: interleaved; all that the values are made of.
  ///   - peak: their highest magnitude, or more.
  func allows(_ highest: Float, samples: UnsafeBufferPointer<Float>, peak: Float, channelCount: Int) -> Bool {
    guard peak * gain > highest else { return false }
    return peak * lineGain + Self.highestCurve(samples, channelCount: channelCount) * curveGain > highest
  }

  /// The highest magnitude of second differences within a channel.
  private static func highestCurve(_ samples: UnsafeBufferPointer<Float>, channelCount: Int) -> Float {
    guard let base = samples.baseAddress else { return 0 }
    let raw = UnsafeRawPointer(base)
    let step = channelCount &* MemoryLayout<Float>.stride
    let end = samples.count &- 2 &* channelCount
    var highest = Lanes.zero
    var lowest = Lanes.zero
    var rest: Float = 0
    var index = 0
    while index &+ Lanes.scalarCount <= end {
      let offset = index &* MemoryLayout<Float>.stride
      let middle = raw.loadUnaligned(fromByteOffset: offset &+ step, as: Lanes.self)
      let curve =
        (raw.loadUnaligned(fromByteOffset: offset, as: Lanes.self) - middle)
        + (raw.loadUnaligned(fromByteOffset: offset &+ 2 &* step, as: Lanes.self) - middle)
      highest.replace(with: curve, where: curve .> highest)
      lowest.replace(with: curve, where: curve .< lowest)
      index &+= Lanes.scalarCount
    }
    while index < end {
      let middle = base[index &+ channelCount]
      rest = max(rest, abs((base[index] - middle) + (base[index &+ 2 &* channelCount] - middle)))
      index &+= 1
    }
    return max(highest.max(), -lowest.min(), rest)
  }
}
