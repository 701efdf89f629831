public import Foundation
public import NeckenCore

/// One whole analysis, as a store takes it: written in one transaction or not at all.
public struct AnalysisRecord: Sendable {
  /// The track it is of, made when it is not there; `nil` to find it by its path.
  public var trackID: TrackID?
  /// Absolute path of the file: an analysis of a path already known replaces the earlier one. `nil`
  /// where the audio lives elsewhere.
  public var filePath: String?
  /// Used when the track is new, and to fill what was not known; a title given before stays.
  public var metadata: TrackMetadata
  public var sourceType: String
  /// Artifacts as JSON text.
  public var rawData: Data
  /// SHA-256 of the file in lower-case hexadecimal.
  public var contentHash: String
  /// When the audio was last written to; `nil` when that is not known.
  public var audioModifiedAt: Date?
  /// What took part in the analysis; see ``AnalysisSource/versions``.
  public var versions: String
  public var analyzedAt: Date
  /// Of the correction that `result` was derived with; `nil` without one. A store that holds another
  /// correction by now refuses the record, so that no analysis undoes what a person corrected meanwhile.
  public var correctedAt: Date?
  public var result: Classification

  public init(
    trackID: TrackID? = nil, filePath: String?, metadata: TrackMetadata,
    sourceType: String = AnalysisSource.neckenSourceType, rawData: Data, contentHash: String,
    audioModifiedAt: Date? = nil, versions: String, analyzedAt: Date, correctedAt: Date? = nil,
    result: Classification
  ) {
    self.trackID = trackID
    self.filePath = filePath
    self.metadata = metadata
    self.sourceType = sourceType
    self.rawData = rawData
    self.contentHash = contentHash
    self.audioModifiedAt = audioModifiedAt
    self.versions = versions
    self.analyzedAt = analyzedAt
    self.correctedAt = correctedAt
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
