import Foundation

/// The pattern that a tune's bars follow together.
///
/// One bar says little about where its inner beats lie, and an uneven bar has to be paid for; a tune
/// that leans the same way bar after bar says it clearly. So every pattern is tried as the tune's own,
/// each bar may stray from it at a cost, and leaving evenness is paid once, not bar by bar.
struct PatternConsensus {
  let patterns: [SharePattern]
  let evidence: BlurredEvidence
  let configuration: BarTracker.Configuration.Shares

  /// The pattern of each bar of a reading, given the one they follow together.
  ///
  /// Cost: bars × patterns², some 300,000 steps a window.
  /// - Parameter beats: padded frames, with the bars' first beats marked; cut bars are left out.
  func patterns(of beats: [(frame: Int, isFirst: Bool)]) -> [SharePattern] {
    let bars = scores(of: beats)
    guard !bars.isEmpty else { return [] }
    let strays = patterns.map { SharePattern.learnedPriors(of: patterns, from: [$0], configuration: configuration) }
    let once = SharePattern.priors(of: patterns, configuration: configuration).map { $0 * configuration.unevenTuneCost }
    let totals = patterns.indices.map { centre in
      bars.reduce(once[centre]) { $0 + best($1, strays[centre]).score }
    }
    let centre = totals.indices.max { totals[$0] < totals[$1] } ?? 0
    return bars.map { patterns[best($0, strays[centre]).pattern] }
  }

  /// Evidence of every whole bar for each pattern.
  private func scores(of beats: [(frame: Int, isFirst: Bool)]) -> [[Float]] {
    let inner = patterns.first?.positions.count ?? 0
    let firsts = beats.indices.filter { beats[$0].isFirst }
    return zip(firsts, firsts.dropFirst()).compactMap { first, next in
      guard next - first == inner + 1 else { return nil }
      let start = beats[first].frame
      let length = beats[next].frame - start
      let level = evidence.level(barLength: length)
      return patterns.map { pattern in
        pattern.positions.reduce(0) {
          $0 + evidence.other(at: start + Int(($1 * Double(length)).rounded()), level: level)
        }
      }
    }
  }

  private func best(_ bar: [Float], _ priors: [Float]) -> (pattern: Int, score: Float) {
    var best = (pattern: 0, score: -Float.infinity)
    for index in bar.indices where bar[index] + priors[index] > best.score {
      best = (index, bar[index] + priors[index])
    }
    return best
  }
}
