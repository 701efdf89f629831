import NeckenCore

extension Track {
  /// Takes over what was not known; what is there stays, for a person may have written it.
  mutating func fill(from metadata: TrackMetadata) {
    if title.isEmpty { title = metadata.title ?? title }
    album = album ?? metadata.album
    artist = artist ?? metadata.artist
  }
}
