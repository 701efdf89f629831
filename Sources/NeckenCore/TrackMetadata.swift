/// What is written about a recording, as opposed to what is heard in it.
public struct TrackMetadata: Hashable, Sendable, Codable {
  public var title: String?
  public var album: String?
  public var artist: String?

  public init(title: String? = nil, album: String? = nil, artist: String? = nil) {
    self.title = title
    self.album = album
    self.artist = artist
  }

  public static let none = TrackMetadata()
  public var isEmpty: Bool { title == nil && album == nil && artist == nil }
}
