/// What a similarity means in this recording: how alike bars are that are the same music, and how alike the
/// luckiest unrelated bars.
///
/// Repeats show as diagonals of the self-similarity: bar after bar matches bar after bar. The same search along
/// anti-diagonals (one side backwards) sees the same bars in an order in which nothing repeats, and so gives the level
/// that chance alone reaches, without any assumption on the features.
struct MatchScale {
  /// Similarity of bars that are the same music.
  let match: Float
  /// Similarity that the best chance alignment reaches.
  let chance: Float
  /// Similarity of any two bars: the median.
  let usual: Float

  /// - Parameters:
  ///   - runBars: length of the aligned stretch over which similarity is averaged.
  ///   - matchQuantile: share of the bars whose best alignment lies below what is taken for a match, 0…1.
  ///   - chanceQuantile: the same for what is taken for chance, 0…1.
  init?(_ similarity: BarSimilarity, runBars: Int, matchQuantile: Double, chanceQuantile: Double) {
    let count = similarity.barCount
    // The furthest pair of bars in a reversed stretch must lie within the window.
    let reach = similarity.maxLag - runBars + 1
    guard count >= 2 * runBars, reach >= runBars else { return nil }
    var forward: [Float] = []
    var backward: [Float] = []
    for start in 0...(count - runBars) {
      var bestForward = -Float.infinity
      var bestBackward = -Float.infinity
      for other in max(0, start - reach)...min(count - runBars, start + reach)
      where abs(other - start) >= runBars {
        var aligned: Float = 0
        var reversed: Float = 0
        for step in 0..<runBars {
          aligned += similarity[start + step, other + step] ?? 0
          reversed += similarity[start + step, other + runBars - 1 - step] ?? 0
        }
        bestForward = max(bestForward, aligned)
        bestBackward = max(bestBackward, reversed)
      }
      guard bestForward.isFinite else { continue }
      forward.append(bestForward / Float(runBars))
      backward.append(bestBackward / Float(runBars))
    }
    guard !forward.isEmpty else { return nil }
    match = Self.quantile(forward, matchQuantile)
    chance = Self.quantile(backward, chanceQuantile)
    usual = Self.quantile(similarity.pairs, 0.5)
  }

  /// How far repeats stand out from chance, −1…1.
  var contrast: Float { match - chance }

  private static func quantile(_ values: [Float], _ share: Double) -> Float {
    let sorted = values.sorted()
    return sorted[Int((Double(sorted.count - 1) * share).rounded())]
  }
}
