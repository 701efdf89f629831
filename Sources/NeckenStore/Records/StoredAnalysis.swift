public import NeckenCore

/// A track's artifacts with what is needed to classify it again, as read in pages.
public struct StoredAnalysis: Sendable {
  public var metadata: TrackMetadata
  public var filePath: String?
  public var source: AnalysisSource
  /// The styles it has now, the primary first.
  public var styles: [TrackDanceStyle]

  public init(
    metadata: TrackMetadata, filePath: String?, source: AnalysisSource, styles: [TrackDanceStyle]
  ) {
    self.metadata = metadata
    self.filePath = filePath
    self.source = source
    self.styles = styles
  }

  public var trackID: TrackID { source.trackID }
}
