/// Vocal and instrumental evidence of some tags, and the score that follows.
package struct VoiceScore {
  private let weights: VoiceWeights

  package init(weights: VoiceWeights) { self.weights = weights }

  /// The vocal score, 0…1; the instrumental score is the rest.
  ///
  /// With V and I the sums over models of the largest gated, weighted probability of each side's
  /// tags, and ε the prior evidence: (V + ε) / (V + I + 2ε).
  package func vocal(_ probability: (VoiceWeights.Weight) -> Double?) -> Double {
    let vocal = evidence(weights.vocal, probability)
    let instrumental = evidence(weights.instrumental, probability)
    let prior = weights.priorEvidence
    let total = vocal + instrumental + 2 * prior
    return total > 0 ? (vocal + prior) / total : 0.5
  }

  private func evidence(_ group: [VoiceWeights.Weight], _ probability: (VoiceWeights.Weight) -> Double?) -> Double {
    var strongest: [(model: String, evidence: Double)] = []
    for weight in group {
      guard let value = probability(weight), value >= weights.noiseGate else { continue }
      let evidence = value * weight.weight
      if let index = strongest.firstIndex(where: { $0.model == weight.model }) {
        strongest[index].evidence = max(strongest[index].evidence, evidence)
      } else {
        strongest.append((weight.model, evidence))
      }
    }
    return strongest.reduce(0) { $0 + $1.evidence }
  }
}
