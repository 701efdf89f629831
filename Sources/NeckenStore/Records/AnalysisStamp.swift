public import Foundation
public import NeckenCore

/// What ties a track's newest artifacts to its audio, without the artifacts themselves: enough to tell
/// whether the audio has changed.
public struct AnalysisStamp: Hashable, Sendable {
  public var trackID: TrackID
  public var filePath: String?
  public var metadata: TrackMetadata
  public var sourceType: String
  /// SHA-256 of the audio file in lower-case hexadecimal; `nil` in rows of the Python package.
  public var contentHash: String?
  /// What took part in the analysis; `nil` in rows of the Python package.
  public var versions: String?
  /// When the audio was last written to, as seen by the analysis; `nil` when that was not known.
  public var audioModifiedAt: Date?
  public var analyzedAt: Date

  public init(
    trackID: TrackID, filePath: String?, metadata: TrackMetadata, sourceType: String, contentHash: String?,
    versions: String?, audioModifiedAt: Date?, analyzedAt: Date
  ) {
    self.trackID = trackID
    self.filePath = filePath
    self.metadata = metadata
    self.sourceType = sourceType
    self.contentHash = contentHash
    self.versions = versions
    self.audioModifiedAt = audioModifiedAt
    self.analyzedAt = analyzedAt
  }
}
