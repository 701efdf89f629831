extension BeatScores {
  /// Mean of each score over the recordings that have it; `nil` for none at all.
  ///
  /// Recordings weigh the same, whatever their length.
  public static func mean(of scores: [BeatScores]) -> BeatScores? {
    guard !scores.isEmpty else { return nil }
    func mean(_ score: KeyPath<BeatScores, Double>) -> Double {
      scores.reduce(0) { $0 + $1[keyPath: score] } / Double(scores.count)
    }
    func mean(_ score: KeyPath<BeatScores, Double?>) -> Double? {
      Statistics.mean(scores.compactMap { $0[keyPath: score] })
    }
    return BeatScores(
      beatFMeasure: mean(\.beatFMeasure), beatFMeasureWide: mean(\.beatFMeasureWide),
      downbeatFMeasure: mean(\.downbeatFMeasure), downbeatFMeasureWide: mean(\.downbeatFMeasureWide),
      cemgil: mean(\.cemgil), correctLevelContinuous: mean(\.correctLevelContinuous),
      correctLevelTotal: mean(\.correctLevelTotal), anyLevelContinuous: mean(\.anyLevelContinuous),
      anyLevelTotal: mean(\.anyLevelTotal), informationGain: mean(\.informationGain),
      tempoAccuracy1: mean(\.tempoAccuracy1), tempoAccuracy2: mean(\.tempoAccuracy2),
      meterAccuracy: mean(\.meterAccuracy), ternaryAccuracy: mean(\.ternaryAccuracy),
      beatShareError: mean(\.beatShareError))
  }
}
