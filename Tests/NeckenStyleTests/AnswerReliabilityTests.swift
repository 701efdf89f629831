import Foundation
import NeckenCore
import NeckenStyle
import TestSupport
import Testing

@Suite("How reliable answers are")
struct AnswerReliabilityTests {
  /// Answers that are right as often as a bent curve says: half-sure ones less often than they say.
  private static func answers(count: Int, seed: UInt64, isRight: (Double) -> Double) -> (confidences: [Double], isRight: [Bool]) {
    var generator = SeededGenerator(seed: seed)
    let confidences = (0..<count).map { _ in 1 / (1 + exp(-Double.random(in: -1...6, using: &generator))) }
    return (confidences, confidences.map { Double.random(in: 0..<1, using: &generator) < isRight($0) })
  }

  private static func bent(_ confidence: Double) -> Double {
    let logOdds = log(confidence / (1 - confidence))
    return 1 / (1 + exp(-(-0.3 + 0.5 * min(logOdds, 2) + 1.5 * max(logOdds - 2, 0))))
  }

  @Test("The bend of a curve is found")
  func bend() {
    let (confidences, isRight) = Self.answers(count: 4000, seed: 1, isRight: Self.bent)
    let fit = AnswerReliability.fit(confidences: confidences, isRight: isRight)
    for confidence in [0.4, 0.6, 0.75, 0.9, 0.97] {
      let chance = fit.applied(to: [confidence, (1 - confidence) * 0.2, (1 - confidence) * 0.8], spared: nil)[0]
      let second = 0.8 * (1 - confidence) / (1 - confidence + 0.8 * (1 - confidence))
      #expect(abs(chance - max(Self.bent(confidence), second)) < 0.04, "\(confidence)")
    }
  }

  @Test("Answers that are as right as they say, and few of them, change little")
  func asTheySay() {
    let (confidences, isRight) = Self.answers(count: 4000, seed: 2, isRight: { $0 })
    let few = AnswerReliability.fit(confidences: [0.6, 0.9], isRight: [false, true])
    for fit in [AnswerReliability.fit(confidences: confidences, isRight: isRight), few, .fit(confidences: [], isRight: [])] {
      #expect(abs(fit.applied(to: [0.8, 0.15, 0.05], spared: nil)[0] - 0.8) < 0.06)
    }
    #expect(AnswerReliability.fit(confidences: [], isRight: []) == .asTheySay)
  }

  @Test("The answer stays the answer, probabilities sum to 1, and none of the dances is no answer", arguments: 1...20)
  func order(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let raw = (0..<6).map { _ in Double.random(in: 0.001...1, using: &generator) }
    let sum = raw.reduce(0, +)
    let probabilities = raw.map { $0 / sum }
    let doubting = AnswerReliability.fit(
      confidences: Array(repeating: 0.5, count: 200) + Array(repeating: 0.95, count: 200),
      isRight: Array(repeating: false, count: 300) + Array(repeating: true, count: 100))
    let changed = doubting.applied(to: probabilities, spared: nil)
    #expect(abs(changed.reduce(0, +) - 1) < 1e-12)
    let best = probabilities.indices.max { probabilities[$0] < probabilities[$1] }
    #expect(best.map { changed[$0] } == changed.max())
    #expect(doubting.applied(to: probabilities, spared: best) == probabilities)
    #expect(doubting.applied(to: [1, 0, 0], spared: nil) == [1, 0, 0])
  }
}
