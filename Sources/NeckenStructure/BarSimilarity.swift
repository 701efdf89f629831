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
    let lanes = Self.lanes(features)
    let bars = Self.normalised(features)
    bars.withUnsafeBufferPointer { bars in
      for lag in stride(from: 1, through: maxLag, by: 1) {
        for bar in 0..<(barCount - lag) {
          var sums = SIMD8<Float>.zero
          for lane in 0..<lanes { sums += bars[bar * lanes + lane] * bars[(bar + lag) * lanes + lane] }
          values[(lag - 1) * barCount + bar] = sums.sum()
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

  /// Vectors of eight values in a bar, the last one filled up with zeros.
  private static func lanes(_ features: BarFeatures) -> Int { (features.valuesPerBar + 7) / 8 }

  /// Bars as vectors of length 1 about the recording's mean; a bar that equals the mean is all 0.
  private static func normalised(_ features: BarFeatures) -> [SIMD8<Float>] {
    let bandCount = features.bandCount
    var means = Array(repeating: Float(0), count: bandCount)
    for (index, value) in features.values.enumerated() { means[index % bandCount] += value }
    let cells = Float(max(1, features.barCount * features.cellsPerBar))
    for band in means.indices { means[band] /= cells }

    let lanes = lanes(features)
    let width = features.valuesPerBar
    var bars = Array(repeating: SIMD8<Float>.zero, count: features.barCount * lanes)
    for bar in 0..<features.barCount {
      for index in 0..<width {
        bars[bar * lanes + index / 8][index % 8] = features.values[bar * width + index] - means[index % bandCount]
      }
      let range = bar * lanes..<(bar + 1) * lanes
      let length = range.reduce(SIMD8<Float>.zero) { $0 + bars[$1] * bars[$1] }.sum().squareRoot()
      guard length > 0 else { continue }
      for lane in range { bars[lane] /= length }
    }
    return bars
  }
}
