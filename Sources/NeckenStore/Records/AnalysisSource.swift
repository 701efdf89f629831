public import Foundation

/// A row of `analysis_sources`: the raw artifacts of one track from one analyser.
public struct AnalysisSource: Hashable, Sendable {
  /// What neckenml writes, in Python and here.
  public static let neckenSourceType = "neckenml_analyzer"
  /// What the Python package's older versions wrote.
  public static let legacySourceType = "hybrid_ml_v2"

  public var id: String
  public var trackID: TrackID
  public var sourceType: String
  /// The artifacts as JSON text (UTF-8), ours or the Python package's; the store does not look inside.
  public var rawData: Data
  /// SHA-256 of the audio file in lower-case hexadecimal; `nil` in rows of the Python package.
  public var contentHash: String?
  /// What took part in the analysis, as one string to compare with; `nil` in rows of the Python package.
  public var versions: String?
  /// When the audio was last written to, as seen by the analysis; `nil` when that was not known.
  public var audioModifiedAt: Date?
  public var analyzedAt: Date

  public init(
    id: String, trackID: TrackID, sourceType: String = neckenSourceType, rawData: Data,
    contentHash: String?, versions: String?, audioModifiedAt: Date? = nil, analyzedAt: Date
  ) {
    self.id = id
    self.trackID = trackID
    self.sourceType = sourceType
    self.rawData = rawData
    self.contentHash = contentHash
    self.versions = versions
    self.audioModifiedAt = audioModifiedAt
    self.analyzedAt = analyzedAt
  }
}
