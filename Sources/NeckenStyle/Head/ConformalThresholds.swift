import Foundation
import NeckenCore

/// Sets of candidates that hold the right dance with a stated probability.
///
/// Angelopoulos and Bates, "A gentle introduction to conformal prediction", 2021: the score of a
/// recording is one minus the probability of its true dance, predicted by a model that has not seen
/// the recording; the threshold is the ⌈(n+1)·coverage⌉-th smallest. Dances with enough samples have
/// a threshold of their own, so that the coverage holds for each of them too.
struct ConformalThresholds: Hashable, Sendable, Codable {
  /// Share of recordings whose set holds the right dance, 0…1.
  let coverage: Double
  /// One per label: a dance is a candidate when one minus its probability is no more than this.
  let thresholds: [Double]

  /// - Parameters:
  ///   - minimumPerLabel: from so many samples on, a label has its own threshold.
  static func fit(
    probabilities: [[Double]], truth: [Int], labelCount: Int, coverage: Double, minimumPerLabel: Int
  ) -> ConformalThresholds {
    let scores = zip(probabilities, truth).map { 1 - $0[$1] }
    let pooled = threshold(of: scores, coverage: coverage)
    let thresholds = (0..<labelCount).map { label in
      let own = zip(scores, truth).filter { $0.1 == label }.map(\.0)
      return own.count >= minimumPerLabel ? threshold(of: own, coverage: coverage) : pooled
    }
    return ConformalThresholds(coverage: coverage, thresholds: thresholds)
  }

  private static func threshold(of scores: [Double], coverage: Double) -> Double {
    let rank = Int((Double(scores.count + 1) * coverage).rounded(.up))
    // Too few samples for the promise: everything stays possible.
    guard rank <= scores.count else { return 1 }
    return scores.sorted()[max(0, rank - 1)]
  }

  /// The most probable dance and all others within their thresholds.
  func candidates(labels: [DanceStyle], ranked: [StyleProbability]) -> [DanceStyle] {
    let limit = Dictionary(zip(labels, thresholds)) { first, _ in first }
    return ranked.enumerated().compactMap { rank, entry in
      rank == 0 || 1 - entry.probability <= limit[entry.style, default: 1] ? entry.style : nil
    }
  }

  func hasShape(labels: Int) -> Bool { thresholds.count == labels }
}
