import NeckenCore

extension Reanalysis {
  /// Derives from minimal artifacts, whose summary stands for the beats: the same vector, but nothing
  /// can be corrected.
  func derive(
    _ summary: DerivedSummary, of artifacts: RawArtifacts, options: ReanalysisOptions
  ) throws(ReanalysisError) -> DerivedFeatures {
    guard summary.scalars.count == FeatureVector.Scalar.allCases.count else {
      throw .wrongSummaryCount(summary.scalars.count)
    }
    var warnings = artifacts.degradations.map { "\($0.part): \($0.reason)" }
    warnings.append("Minimal artifacts keep no beats: meter, phase and tempo cannot be corrected")
    if options.changesRhythm {
      warnings.append("The correction asked for was not made: it needs standard artifacts")
    }
    let sound = SoundMeasures(artifacts, configuration: configuration, warnings: &warnings)
    let vector = try featureVector(embedding: sound.embedding) {
      summary.scalars[$0.index - FeatureVector.embeddingCount]
    }
    let meters = RhythmReading.sanitized(summary.meters)
    let tempo = tempo(vector, meters: meters)
    let shares = shares(summary)
    let swing = summary.swing ?? Swing(ratio: nil, spread: nil, subdivision: .undetermined, beatCount: 0)
    return DerivedFeatures(
      tempo: tempo, meter: tempo == nil ? nil : meters.first, meters: meters, beats: .empty,
      beatShares: shares, swing: swing, evidence: summary.evidence,
      danceReading: artifacts.dances, articulation: vector[.articulation], bounciness: vector[.bounciness], punchiness: vector[.punchiness],
      polskaScore: vector[.polskaScore], hamboScore: vector[.hamboScore], bpmStability: vector[.bpmStability],
      ternaryConfidence: vector[.ternaryConfidence], voiceProbability: sound.voiceProbability,
      loudnessLufs: sound.loudnessLufs, durationSeconds: sound.durationSeconds,
      structure: artifacts.structure,
      authenticity: AuthenticityJudge(configuration: configuration.authenticity).judge(
        AuthenticityEvidence(
          artifacts: artifacts, voiceProbability: sound.voiceProbability, barJitter: summary.evidence.barJitter,
          articulation: artifacts.dynamics?.onsetDecay?.finite?.clampedToUnit, shareSpread: shares?.spread,
          swingSpread: swing.spread)),
      vector: vector, warnings: warnings)
  }

  private func tempo(_ vector: FeatureVector, meters: [MeterHypothesis]) -> Tempo? {
    let bpm = vector[.bpm]
    guard bpm > 0, let meter = meters.first?.meter else { return nil }
    return Tempo(beatsPerMinute: bpm, barsPerMinute: bpm / Double(meter.beatsPerBar))
  }

  private func shares(_ summary: DerivedSummary) -> BeatShares? {
    guard summary.barCount > 0, !summary.beatShares.isEmpty,
      summary.beatShares.count == summary.beatShareSpread.count
    else { return nil }
    return BeatShares(
      mean: summary.beatShares, spread: summary.beatShareSpread,
      pattern: SharePattern(rawValue: summary.sharePattern) ?? .undetermined,
      patternAgreement: summary.patternAgreement, barCount: summary.barCount)
  }
}
