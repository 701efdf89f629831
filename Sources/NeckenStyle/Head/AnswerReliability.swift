import Foundation

/// How often an answer is right that is given with some probability, where a temperature alone cannot say.
///
/// The log-odds of the most probable label are bent: `offset` + `lower` · min(x, ``knee``) + `upper` · max(x − ``knee``, 0), and the
/// other labels share what is left as they did before. The most probable label stays it. With two judges most errors are
/// half-sure ones: what both are sure of is right as often as they say, what they are less sure of is not (decision 0134). A
/// scaling of the top label's score as Platt's (1999), with one knee.
package struct AnswerReliability: Hashable, Sendable, Codable {
  let offset: Double
  let lower: Double
  let upper: Double

  /// Log-odds of .88.
  private static let knee = 2.0
  /// Probabilities are kept this far from 0 and 1.
  private static let margin = 1e-4
  /// How many answers' worth of trust there is in probabilities as they are.
  private static let trust = 5.0

  /// Answers are as right as they say.
  package static let asTheySay = AnswerReliability(offset: 0, lower: 1, upper: 1)

  /// The likeliest three numbers, given how probable answers were and whether they were right, starting from and held to
  /// ``asTheySay``; slopes do not go below 0.
  package static func fit(confidences: [Double], isRight: [Bool]) -> AnswerReliability {
    let rows = confidences.map(Self.row)
    let start = [0.0, 1.0, 1.0]
    let weights = LimitedMemoryBFGS().minimise(from: start) { weights, gradient in
      var cost = 0.0
      for place in start.indices {
        let moved = weights[place] - start[place]
        cost += trust * moved * moved / 2
        gradient[place] = trust * moved
      }
      for (row, right) in zip(rows, isRight) {
        let chance = Self.chance(weights, row)
        cost -= log(right ? chance : 1 - chance)
        for place in start.indices { gradient[place] += (chance - (right ? 1 : 0)) * row[place] }
      }
      return cost
    }
    return AnswerReliability(offset: weights[0], lower: max(weights[1], 0), upper: max(weights[2], 0))
  }

  /// The same probabilities with the most probable one as reliable as it has been.
  ///
  /// - Parameter spared: a label whose probability is left as it is when it is the most probable; "none of these" is no answer.
  package func applied(to probabilities: [Double], spared: Int?) -> [Double] {
    let best = ClassificationMetrics.mostProbable(probabilities)
    guard !probabilities.isEmpty, best != spared else { return probabilities }
    let rest = 1 - probabilities[best]
    guard rest > 0, let second = probabilities.indices.filter({ $0 != best }).map({ probabilities[$0] }).max() else {
      return probabilities
    }
    let chance = Self.chance([offset, lower, upper], Self.row(probabilities[best]))
    // No less than the next one would then have; rounding must not make that one the answer.
    let kept = max(chance, second / (rest + second))
    return probabilities.indices.map { $0 == best ? kept : min(probabilities[$0] / rest * (1 - kept), kept.nextDown) }
  }

  var isFinite: Bool { offset.isFinite && lower.isFinite && upper.isFinite }

  private static func row(_ confidence: Double) -> [Double] {
    let kept = min(max(confidence, margin), 1 - margin)
    let logOdds = log(kept / (1 - kept))
    return [1, min(logOdds, knee), max(logOdds - knee, 0)]
  }

  private static func chance(_ weights: [Double], _ row: [Double]) -> Double {
    1 / (1 + exp(-zip(weights, row).reduce(0) { $0 + $1.0 * $1.1 }))
  }
}
