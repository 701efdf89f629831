public import NeckenCore
public import NeckenReanalysis
public import NeckenStyle

/// From artifacts to a verdict: re-analysis, then classification. The one way there, for fresh
/// analyses, stored ones and reclassification alike.
public struct TrackJudge: Sendable {
  public var reanalysis: Reanalysis
  public var classifier: StyleClassifier
  public var options: ReanalysisOptions

  public init(
    reanalysis: Reanalysis = Reanalysis(), classifier: StyleClassifier = StyleClassifier(),
    options: ReanalysisOptions = ReanalysisOptions()
  ) {
    self.reanalysis = reanalysis
    self.classifier = classifier
    self.options = options
  }

  /// - Throws: `ReanalysisError`.
  public func report(
    on artifacts: RawArtifacts, metadata: TrackMetadata, file: String
  ) throws(ReanalysisError) -> TrackReport {
    let features = try reanalysis.derive(artifacts, options: options)
    var judgements = classifier.classify(features, metadata: metadata)
    if options.tempoCorrection != .none, let bpm = features.tempo?.beatsPerMinute {
      for index in judgements.indices { settle(&judgements[index], atBpm: bpm) }
    }
    return TrackReport(
      file: file, metadata: metadata, artifacts: artifacts, features: features, judgements: judgements)
  }

  /// A person's word on half or double is not turned over by the dance's usual tempo.
  private func settle(_ judgement: inout StyleJudgement, atBpm bpm: Double) {
    guard Self.octaves.contains(judgement.bpmMultiplier) else { return }
    judgement.bpmMultiplier = 1
    judgement.effectiveBpm = bpm
    judgement.tempoCategory = classifier.configuration.dances.tempoCategory(
      effectiveBpm: bpm, for: judgement.style)
  }

  private static let octaves = [0.5, 2]
}
