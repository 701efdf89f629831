import Foundation
import NeckenCore

/// A store that lives as long as the process: for tests, and for programs that keep nothing.
public actor InMemoryTrackStore: TrackStore {
  var tracksByID: [TrackID: Track] = [:]
  var idsByPath: [String: TrackID] = [:]
  var sourcesByID: [TrackID: [AnalysisSource]] = [:]
  var stylesByID: [TrackID: [TrackDanceStyle]] = [:]
  var votesByID: [TrackID: [StyleVote]] = [:]
  var correctionsByID: [TrackID: TrackCorrection] = [:]
  var keywordsByKey: [String: StoredKeyword] = [:]
  var works: [String: MemoryWork] = [:]

  public init() {}

  public func keywords() -> [StoredKeyword] {
    keywordsByKey.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
  }

  public func save(_ keyword: StoredKeyword) throws {
    let keyword = try keyword.normalized()
    keywordsByKey[keyword.key] = keyword
  }

  @discardableResult
  public func removeKeyword(_ keyword: String) -> Bool {
    keywordsByKey.removeValue(forKey: StoredKeyword.key(of: keyword)) != nil
  }

  public func summary() -> StoreSummary {
    let primaries = stylesByID.values.compactMap { $0.first(where: \.isPrimary)?.danceStyle }
    let counts = Dictionary(grouping: primaries, by: \.self).map { style, rows in
      StoreSummary.StyleCount(style: style, count: rows.count)
    }
    return StoreSummary(
      trackCount: tracksByID.count,
      analysedTrackCount: sourcesByID.count,
      confirmedTrackCount: stylesByID.values.count { $0.contains(where: \.isUserConfirmed) },
      keywordCount: keywordsByKey.count,
      styles: StoreSummary.inOrder(counts),
      schemaVersion: StoreSchema.currentVersion)
  }

  /// Nothing in memory can be damaged.
  public func problems() -> [String] { [] }
}
