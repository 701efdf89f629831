public import Foundation
public import NeckenCore

/// One whole analysis, as a store takes it: written in one transaction or not at all.
public struct AnalysisRecord: Sendable {
  /// Absolute path of the file: an analysis of a path already known replaces the earlier one.
  public var filePath: String
  /// Used when the track is new, and to fill what was not known; a title given before stays.
  public var metadata: TrackMetadata
  public var sourceType: String
  /// Artifacts as JSON text.
  public var rawData: Data
  /// SHA-256 of the file in lower-case hexadecimal.
  public var contentHash: String
  /// What took part in the analysis; see ``AnalysisSource/versions``.
  public var versions: String
  public var analyzedAt: Date
  public var result: Classification

  public init(
    filePath: String, metadata: TrackMetadata, sourceType: String = AnalysisSource.neckenSourceType,
    rawData: Data, contentHash: String, versions: String, analyzedAt: Date, result: Classification
  ) {
    self.filePath = filePath
    self.metadata = metadata
    self.sourceType = sourceType
    self.rawData = rawData
    self.contentHash = contentHash
    self.versions = versions
    self.analyzedAt = analyzedAt
    self.result = result
  }
}

/// What is derived from artifacts and kept: columns, styles, and the vector they were judged by.
public struct Classification: Sendable {
  public var columns: TrackColumns
  /// The primary first; may be empty.
  public var judgements: [StyleJudgement]
  public var vector: FeatureVector?

  public init(columns: TrackColumns, judgements: [StyleJudgement], vector: FeatureVector?) {
    self.columns = columns
    self.judgements = judgements
    self.vector = vector
  }
}

/// A new classification of a track already stored, from its artifacts alone.
public struct ClassificationUpdate: Sendable {
  public var trackID: TrackID
  public var result: Classification

  public init(trackID: TrackID, result: Classification) {
    self.trackID = trackID
    self.result = result
  }
}
