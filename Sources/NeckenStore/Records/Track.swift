public import Foundation
public import NeckenCore

/// A row of `tracks`: a recording, what is written about it, and the latest numbers derived from it.
public struct Track: Hashable, Sendable {
  public var id: TrackID
  public var title: String
  public var album: String?
  public var artist: String?
  /// Absolute path of the file, unique in a store; `nil` for tracks whose audio lives elsewhere.
  public var filePath: String?
  /// `nil` until the first analysis is whole.
  public var derived: TrackColumns?
  public var createdAt: Date

  public init(
    id: TrackID = TrackID(), title: String, album: String? = nil, artist: String? = nil,
    filePath: String? = nil, derived: TrackColumns? = nil, createdAt: Date
  ) {
    self.id = id
    self.title = title
    self.album = album
    self.artist = artist
    self.filePath = filePath
    self.derived = derived
    self.createdAt = createdAt
  }

  public var metadata: TrackMetadata { TrackMetadata(title: title, album: album, artist: artist) }
}
