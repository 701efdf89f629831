public import NeckenCore

/// Everything there is to say about one recording.
public struct TrackReport: Sendable {
  /// The file as the user named it.
  public var file: String
  public var metadata: TrackMetadata
  public var artifacts: RawArtifacts
  public var features: DerivedFeatures
  /// The primary first; empty when nothing could be said.
  public var judgements: [StyleJudgement]

  public init(
    file: String, metadata: TrackMetadata, artifacts: RawArtifacts, features: DerivedFeatures,
    judgements: [StyleJudgement]
  ) {
    self.file = file
    self.metadata = metadata
    self.artifacts = artifacts
    self.features = features
    self.judgements = judgements
  }

  public var primary: StyleJudgement? { judgements.first { $0.kind == .primary } ?? judgements.first }
}
