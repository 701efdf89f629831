public import NeckenCore

/// Artifacts in, derived features and the 217-vector out: no audio, no C library, no second copy of
/// any formula. `analyze` itself goes through here.
///
/// The formulas, with units, ranges and sources, are in Docs/Algorithms/features.md. A value that
/// could not be measured takes the neutral value written there and a warning says so; nothing is
/// ever NaN. Deterministic. Cost: well under a millisecond for a three-minute tune, linear in the
/// number of beats and onsets.
public struct Reanalysis: Sendable {
  public var configuration: Configuration

  public init(configuration: Configuration = Configuration()) { self.configuration = configuration }

  /// Derives everything that follows from the artifacts.
  ///
  /// Lists are first rounded as the JSON keeps them, so the result is the same whether the artifacts
  /// are fresh or read back.
  /// - Throws: ``ReanalysisError`` when the options ask for a bar that cannot be, or the embedding
  ///   has not 200 values.
  public func derive(
    _ artifacts: RawArtifacts, options: ReanalysisOptions = ReanalysisOptions()
  ) throws(ReanalysisError) -> DerivedFeatures {
    try options.validate()
    if let count = artifacts.embedding?.average.count, count != FeatureVector.embeddingCount {
      throw .wrongEmbeddingCount(count)
    }
    let artifacts = artifacts.rounded()
    if artifacts.rhythm == nil, let summary = artifacts.summary {
      return try derive(summary, of: artifacts, options: options)
    }
    var warnings = artifacts.degradations.map { "\($0.part): \($0.reason)" }
    var reading = RhythmReading(artifacts, configuration: configuration.rhythm, warnings: &warnings)
    let trackedBarSeconds = reading.bars.medianDurationSeconds
    let barsChanged = reading.apply(options, configuration: configuration.rhythm, warnings: &warnings)

    let measures = RhythmMeasures(reading, configuration: configuration, warnings: &warnings)
    let sound = SoundMeasures(artifacts, configuration: configuration, warnings: &warnings)
    let scores = Scores(
      measures, artifacts, reading: reading, configuration: configuration.scores, warnings: &warnings)
    var structure = artifacts.structure
    if barsChanged {
      structure?.realign(
        toDownbeats: reading.downbeatTimes, barSeconds: reading.bars.medianDurationSeconds,
        trackedBarSeconds: trackedBarSeconds, warnings: &warnings)
    }
    let evidence = EvidenceMeasurement(configuration: configuration).measure(
      reading, measures, artifacts: artifacts, structure: structure)
    return DerivedFeatures(
      tempo: measures.tempo, meter: measures.tempo == nil ? nil : reading.meters.first,
      meters: reading.meters, beats: reading.grid, beatShares: measures.shares, swing: measures.swing,
      evidence: evidence, danceReading: barsChanged ? nil : artifacts.dances, articulation: scores.articulation, bounciness: scores.bounciness,
      punchiness: scores.punchiness, polskaScore: scores.polska, hamboScore: scores.hambo,
      bpmStability: scores.bpmStability, ternaryConfidence: reading.ternaryConfidence,
      voiceProbability: sound.voiceProbability, loudnessLufs: sound.loudnessLufs,
      durationSeconds: sound.durationSeconds, structure: structure,
      authenticity: AuthenticityJudge(configuration: configuration.authenticity).judge(
        AuthenticityEvidence(
          artifacts: artifacts, voiceProbability: sound.voiceProbability, barJitter: evidence.barJitter,
          articulation: scores.measuredArticulation, shareSpread: measures.shares?.spread,
          swingSpread: measures.swing.spread)),
      vector: try vector(measures, sound, scores, reading: reading), warnings: warnings)
  }

  private func vector(
    _ measures: RhythmMeasures, _ sound: SoundMeasures, _ scores: Scores, reading: RhythmReading
  ) throws(ReanalysisError) -> FeatureVector {
    let shares = measures.shares?.mean ?? []
    func share(_ beat: Int) -> Double { beat < shares.count ? shares[beat] : 0 }
    return try featureVector(embedding: sound.embedding) { scalar in
      switch scalar {
      case .bpm: measures.tempo?.beatsPerMinute ?? 0
      case .meanBeatIntervalSeconds: measures.meanBeatIntervalSeconds ?? 0
      case .punchiness: scores.punchiness
      case .firstBeatShare: share(0)
      case .secondBeatShare: share(1)
      case .thirdBeatShare: share(2)
      case .polskaScore: scores.polska
      case .hamboScore: scores.hambo
      case .bpmStability: scores.bpmStability
      case .swingRatio: measures.swing.ratio ?? SwingMeasurement.neutralRatio
      case .rms: sound.rms
      case .zeroCrossingRate: sound.zeroCrossingRate
      case .onsetRateHz: sound.onsetRateHz
      case .ternaryConfidence: reading.ternaryConfidence
      case .voiceProbability: sound.voiceProbability ?? SoundMeasures.neutralVoiceProbability
      case .articulation: scores.articulation
      case .bounciness: scores.bounciness
      }
    }
  }

  /// Scalars are rounded, which keeps minimal artifacts small and hides the last bits in which the
  /// mathematics libraries of two systems may differ.
  func featureVector(
    embedding: [Double]?, scalar: (FeatureVector.Scalar) -> Double
  ) throws(ReanalysisError) -> FeatureVector {
    do throws(FeatureVectorError) {
      return try FeatureVector(embedding: embedding) { scalar($0).rounded(decimals: Self.vectorDecimals) }
    } catch {
      throw .vector(error)
    }
  }

  private static let vectorDecimals = 6
}
