import Foundation

/// Names a track in a store: a lower-case UUID for tracks made here, whatever the database holds for others.
public struct TrackID: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  public var rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  /// A new, random identifier.
  public init() { rawValue = RecordID.make() }

  public var description: String { rawValue }
  public static func < (left: TrackID, right: TrackID) -> Bool {
    // Byte order, as the databases sort it, so that paging is the same on every store.
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }
}

/// Makes the identifiers of rows.
enum RecordID {
  static func make() -> String { UUID().uuidString.lowercased() }
}
