public import NeckenCore

extension RawArtifacts {
  /// The same artifacts with no more than this level keeps, rounded as the JSON keeps them.
  ///
  /// What is derived from full and from standard artifacts is the same. Minimal ones keep a summary
  /// in place of beats, onsets and sections: the same vector follows, but corrections are lost.
  /// What was cut away earlier does not come back: trimming minimal artifacts to full leaves them minimal.
  /// - Parameters:
  ///   - reanalysis: derives the summary of minimal artifacts.
  ///   - options: corrections that the summary shall contain.
  /// - Throws: ``ReanalysisError`` when the summary cannot be derived.
  public func trimmed(
    to detail: ArtifactDetail, reanalysis: Reanalysis = Reanalysis(),
    options: ReanalysisOptions = ReanalysisOptions()
  ) throws(ReanalysisError) -> RawArtifacts {
    var result = rounded()
    // The levels are in order, so the first of the two is the lesser.
    result.detail = ArtifactDetail.allCases.first { $0 == detail || $0 == self.detail } ?? detail
    result.embedding?.limitSeries(toRows: Self.seriesRowLimit)
    if result.detail == .full { return result }

    result.embedding?.series = nil
    result.voice?.vocalSeries = nil
    result.voice?.tags.removeAll { $0.probability < Reanalysis.Configuration.Authenticity.defaultMinimumTagProbability }
    result.dynamics?.envelope = nil
    result.dynamics?.envelopeRateHz = nil
    result.rhythm?.beatActivations = []
    if let rhythm = result.rhythm, let onsets = result.onsets {
      let beats = RhythmReading.usableBeats(rhythm.beatTimes).map { rhythm.beatTimes[$0] }
      result.onsets?.times = RhythmReading.onsets(
        onsets.times, dividing: beats, margin: Reanalysis.Configuration.Rhythm.defaultOnBeatMargin)
    }
    if result.detail == .standard || result.summary != nil { return result }

    result.summary = try reanalysis.summary(of: self, options: options)
    result.rhythm = nil
    if options.changesRhythm { result.dances = nil }
    result.onsets = nil
    result.dynamics?.beatEnergies = []
    result.structure?.sections = []
    result.structure?.turnTimes = []
    return result
  }

  /// Rows of the embedding's time series that full artifacts keep at most, whatever the length.
  static let seriesRowLimit = 12
}

extension EmbeddingArtifacts {
  /// Averages neighbouring rows until no more than `limit` are left.
  fileprivate mutating func limitSeries(toRows limit: Int) {
    guard let rows = series, rows.count > limit else { return }
    series = (0..<limit).map { block in
      let members = rows[(block * rows.count / limit)..<((block + 1) * rows.count / limit)]
      var mean = Array(repeating: 0.0, count: members.map(\.count).min() ?? 0)
      for row in members {
        for column in mean.indices { mean[column] += row[column] / Double(members.count) }
      }
      return mean.map { $0.rounded(decimals: RawArtifacts.Decimals.level) }
    }
  }
}

extension Reanalysis {
  /// What minimal artifacts keep of the beats.
  func summary(
    of artifacts: RawArtifacts, options: ReanalysisOptions
  ) throws(ReanalysisError) -> DerivedSummary {
    let derived = try derive(artifacts, options: options)
    return DerivedSummary(
      meters: derived.meters, barCount: derived.beatShares?.barCount ?? 0,
      beatShares: derived.beatShares?.mean ?? [], beatShareSpread: derived.beatShares?.spread ?? [],
      sharePattern: (derived.beatShares?.pattern ?? .undetermined).rawValue,
      patternAgreement: derived.beatShares?.patternAgreement ?? 0, swing: derived.swing,
      evidence: derived.evidence,
      scalars: FeatureVector.Scalar.allCases.map { derived.vector[$0] })
  }
}
