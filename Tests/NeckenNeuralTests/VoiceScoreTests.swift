import NeckenNeural
import Testing

@Suite struct VoiceScoreTests {
  private func vocal(_ tags: [String: Double], _ change: (inout VoiceWeights) -> Void = { _ in }) -> Double {
    var weights = VoiceWeights()
    change(&weights)
    return VoiceScore(weights: weights).vocal { tags["\($0.model) \($0.tag)"] }
  }

  @Test func nothingHeardIsUndecided() {
    #expect(vocal([:]) == 0.5)
    #expect(vocal(["msd female vocalists": 0.019, "mtt no vocals": 0.01]) == 0.5)
  }

  @Test func theFormulaIsTheDocumentedOne() {
    // V = .6 + .3, I = .1, ε = .05.
    let score = vocal([
      "msd female vocalists": 0.6, "msd male vocalists": 0.2, "mtt singing": 0.3, "mtt no vocals": 0.1,
    ])
    #expect(abs(score - 0.95 / 1.1) < 1e-12)
  }

  @Test func moreVoiceNeverLowersTheScore() {
    let scores = stride(from: 0.0, through: 1, by: 0.05).map { vocal(["mtt vocal": $0, "msd instrumental": 0.4]) }
    #expect(scores == scores.sorted())
    #expect(scores[0] < 0.2 && scores[20] > 0.6)
  }

  @Test func weightsCount() {
    let tags = ["mtt vocal": 0.3, "mtt no voice": 0.3]
    #expect(vocal(tags) == 0.5)
    #expect(vocal(tags) { $0.instrumental[3].weight = 2 } < 0.4)
  }
}
