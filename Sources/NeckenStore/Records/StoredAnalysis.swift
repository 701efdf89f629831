public import NeckenCore

/// A track's artifacts with what is needed to classify it again, as read in pages.
public struct StoredAnalysis: Sendable {
  public var metadata: TrackMetadata
  public var filePath: String?
  public var source: AnalysisSource
  /// The styles it has now, the primary first, without their vectors: a page would be mostly those.
  public var styles: [TrackDanceStyle]
  /// To be applied when features are derived; `nil` when nobody corrected anything.
  public var correction: TrackCorrection?

  public init(
    metadata: TrackMetadata, filePath: String?, source: AnalysisSource, styles: [TrackDanceStyle],
    correction: TrackCorrection? = nil
  ) {
    self.metadata = metadata
    self.filePath = filePath
    self.source = source
    self.styles = styles
    self.correction = correction
  }

  public var trackID: TrackID { source.trackID }

  /// To hand back with what was derived from it; see ``ClassificationUpdate/basis``.
  public var basis: ClassificationBasis {
    ClassificationBasis(
      sourceID: source.id, analyzedAt: source.analyzedAt, correctedAt: correction?.correctedAt)
  }

  /// Path or title, to find it by.
  public var name: String { filePath ?? metadata.title ?? trackID.rawValue }
}
