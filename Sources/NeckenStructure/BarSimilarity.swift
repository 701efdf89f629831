/// How alike any two bars are that lie within a window of each other.
///
/// The mean over the recording is taken off each band first, so that what all bars have in common (drone,
/// timbre, room) does not count; then the bars' cosine is taken over all cells. Unrelated bars are near 0, equal bars
/// near 1.
///
/// Cost: `barCount × maxLag × valuesPerBar` multiplications; memory 4 bytes for each pair of bars in the window. A
/// two-hour reel (7000 bars) with a window of 320 bars takes 9 MB.
struct BarSimilarity {
  let barCount: Int
  /// Longest distance of two bars that was compared.
  let maxLag: Int
  /// Lag by lag from 1: similarity of bar *i* and bar *i + lag* at `(lag - 1) * barCount + i`.
  private(set) var values: [Float]

  init(_ features: BarFeatures, maxLag longest: Int) {
    barCount = features.barCount
    maxLag = max(0, min(longest, barCount - 1))
    values = Array(repeating: 0, count: maxLag * barCount)
    let width = features.valuesPerBar
    let bars = Self.normalised(features)
    bars.withUnsafeBufferPointer { bars in
      guard let base = bars.baseAddress else { return }
      for lag in 1..<(maxLag + 1) {
        for bar in 0..<(barCount - lag) {
          values[(lag - 1) * barCount + bar] = Self.dot(
            base + bar * width, base + (bar + lag) * width, count: width)
        }
      }
    }
  }

  /// Similarity of two different bars; `nil` outside the window.
  subscript(first: Int, second: Int) -> Float? {
    let lag = abs(first - second)
    guard lag >= 1, lag <= maxLag else { return nil }
    return values[(lag - 1) * barCount + min(first, second)]
  }

  /// All pairs in the window.
  var pairs: [Float] {
    (0..<maxLag).flatMap { values[$0 * barCount..<($0 + 1) * barCount - $0 - 1] }
  }

  /// Bars as vectors of length 1 about the recording's mean; a bar that equals the mean is all 0.
  private static func normalised(_ features: BarFeatures) -> [Float] {
    let bandCount = features.bandCount
    var means = Array(repeating: Float(0), count: bandCount)
    for (index, value) in features.values.enumerated() { means[index % bandCount] += value }
    let cells = Float(max(1, features.barCount * features.cellsPerBar))
    for band in means.indices { means[band] /= cells }

    var bars = features.values
    for index in bars.indices { bars[index] -= means[index % bandCount] }
    let width = features.valuesPerBar
    for bar in 0..<features.barCount {
      let range = bar * width..<(bar + 1) * width
      let length = range.reduce(Float(0)) { $0 + bars[$1] * bars[$1] }.squareRoot()
      guard length > 0 else { continue }
      for index in range { bars[index] /= length }
    }
    return bars
  }

  /// Sum of products in eight running sums, always in the same order.
  private static func dot(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int) -> Float {
    var sums = SIMD8<Float>.zero
    var index = 0
    while index &+ 8 <= count {
      let a = UnsafeRawPointer(left + index).loadUnaligned(as: SIMD8<Float>.self)
      let b = UnsafeRawPointer(right + index).loadUnaligned(as: SIMD8<Float>.self)
      sums += a * b
      index &+= 8
    }
    var sum = sums.sum()
    while index < count {
      sum += left[index] * right[index]
      index &+= 1
    }
    return sum
  }
}
