import NeckenCore
import NeckenStyle

/// Derived features made by hand.
enum Sample {
  /// An ordinary Boda polska.
  static let polska = features(
    .three, bpm: 112, shares: [0.27, 0.41, 0.32], pattern: .shortLongMedium, agreement: 41.0 / 48)

  static func context(title: String) -> StyleContext {
    StyleContext(features: polska, metadata: TrackMetadata(title: title))
  }

  static func features(
    _ meter: Meter, probability: Double = 0.95, bpm: Double, shares: [Double]? = nil,
    pattern: SharePattern = .even, agreement: Double = 0.9, bars: Int = 48, swing: Double? = 1,
    subdivision: Subdivision = .eighth, phrase: Int? = 8
  ) -> DerivedFeatures {
    let rival: Meter = meter.isTernary ? .two : .three
    let even = Array(repeating: 1 / Double(meter.beatsPerBar), count: meter.beatsPerBar)
    let hypotheses = [
      MeterHypothesis(meter: meter, probability: probability),
      MeterHypothesis(meter: rival, probability: 1 - probability),
    ]
    return DerivedFeatures(
      tempo: Tempo(beatsPerMinute: bpm, barsPerMinute: bpm / Double(meter.beatsPerBar)), meter: hypotheses[0],
      meters: hypotheses, beats: .empty,
      beatShares: BeatShares(
        mean: shares ?? even, spread: even.map { _ in 0.02 }, pattern: pattern, patternAgreement: agreement,
        barCount: bars),
      swing: Swing(ratio: swing, spread: 0.1, subdivision: subdivision, beatCount: 100), articulation: 0.5,
      bounciness: 0.5, punchiness: 0.5, polskaScore: 0, hamboScore: 0, bpmStability: 0.95,
      ternaryConfidence: meter.isTernary ? probability : 1 - probability, voiceProbability: nil,
      loudnessLufs: -16, durationSeconds: 120,
      structure: phrase.map {
        StructureArtifacts(sections: [], phraseLengthBars: $0, repetitionStrength: 0.8, turnTimes: [])
      }, authenticity: authenticity, vector: vector { _ in 0 }, warnings: [])
  }

  /// What re-analysis says of a recording without a steady beat.
  static var noBeat: DerivedFeatures {
    var features = features(.three, bpm: 100)
    features.tempo = nil
    features.meter = nil
    features.meters = []
    features.beatShares = nil
    features.structure = nil
    return features
  }

  static func vector(embedding: [Double]? = nil, scalar: (FeatureVector.Scalar) -> Double) -> FeatureVector {
    do { return try FeatureVector(embedding: embedding, scalar: scalar) } catch {
      preconditionFailure("a sample vector is finite and whole: \(error)")
    }
  }

  private static let authenticity = Authenticity(
    score: 0.5, signals: [], interpretation: "", requiresManualReview: false)
}
