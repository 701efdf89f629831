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
    return TrackReport(
      file: file, metadata: metadata, artifacts: artifacts, features: features,
      judgements: classifier.classify(features, metadata: metadata))
  }
}
