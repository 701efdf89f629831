/// Evidence that two bars are the same music, −1 (surely not) … 1 (surely), with sums along diagonals at hand.
///
/// Memory: 4 bytes for each pair of bars in the similarity's window.
struct MatchMap {
  let barCount: Int
  let maxLag: Int
  /// Lag by lag from 1: sum of the evidence for bars before *i* with those `lag` later, at
  /// `(lag - 1) * (barCount + 1) + i`.
  private let sums: [Float]

  /// - Parameter threshold: where between any two bars (0) and a match (1) the evidence is 0.
  init(_ similarity: BarSimilarity, scale: MatchScale, threshold: Float) {
    barCount = similarity.barCount
    maxLag = similarity.maxLag
    let zero = scale.usual + threshold * (scale.match - scale.usual)
    let slope = 1 / max(scale.match - zero, .leastNormalMagnitude)
    let stride = similarity.barCount + 1
    var sums = Array(repeating: Float(0), count: similarity.maxLag * stride)
    for lag in 0..<similarity.maxLag {
      var sum: Float = 0
      // Bars beyond the end (i + lag ≥ barCount) add nothing.
      for bar in 0..<similarity.barCount {
        if bar + lag + 1 < similarity.barCount {
          sum += max(-1, min(1, (similarity.values[lag * similarity.barCount + bar] - zero) * slope))
        }
        sums[lag * stride + bar + 1] = sum
      }
    }
    self.sums = sums
  }

  /// Evidence summed over `length` bars from `bar`, each with the bar `lag` later.
  func sum(from bar: Int, length: Int, lag: Int) -> Float {
    let row = (lag - 1) * (barCount + 1)
    return sums[row + bar + length] - sums[row + bar]
  }

  /// Evidence that two stretches of the same length are the same music, bar by bar, −1…1; `nil` for stretches that
  /// overlap or are too far apart to have been compared.
  func mean(first: Int, second: Int, length: Int) -> Float? {
    let lag = abs(first - second)
    guard length > 0, lag >= length, lag <= maxLag else { return nil }
    return sum(from: min(first, second), length: length, lag: lag) / Float(length)
  }
}
