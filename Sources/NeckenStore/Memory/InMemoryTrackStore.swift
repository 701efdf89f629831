public import Foundation
import NeckenCore

/// A store that lives as long as the process: for tests, and for programs that keep nothing.
public actor InMemoryTrackStore: TrackStore {
  private var tracksByID: [TrackID: Track] = [:]
  private var idsByPath: [String: TrackID] = [:]
  private var sourcesByID: [TrackID: [AnalysisSource]] = [:]
  private var stylesByID: [TrackID: [TrackDanceStyle]] = [:]
  private var votesByID: [TrackID: [StyleVote]] = [:]
  private var keywordsByKey: [String: StoredKeyword] = [:]

  public init() {}

  @discardableResult
  public func save(_ record: AnalysisRecord) -> TrackID {
    var track =
      idsByPath[record.filePath].flatMap { tracksByID[$0] }
      ?? Track(title: "", filePath: record.filePath, createdAt: record.analyzedAt)
    track.fill(from: record.metadata)
    put(track)
    let earlier = sourcesByID[track.id, default: []].first { $0.sourceType == record.sourceType }
    sourcesByID[track.id, default: []].removeAll { $0.sourceType == record.sourceType }
    sourcesByID[track.id, default: []].append(
      AnalysisSource(
        id: earlier?.id ?? RecordID.make(), trackID: track.id, sourceType: record.sourceType,
        rawData: record.rawData, contentHash: record.contentHash, versions: record.versions,
        analyzedAt: record.analyzedAt))
    apply(record.result, to: track.id, at: record.analyzedAt)
    return track.id
  }

  public func update(_ updates: [ClassificationUpdate], at now: Date) throws {
    if let missing = updates.first(where: { tracksByID[$0.trackID] == nil }) {
      throw StoreError.trackNotFound(missing.trackID)
    }
    for update in updates { apply(update.result, to: update.trackID, at: now) }
  }

  public func save(_ track: Track) throws {
    if let path = track.filePath, let owner = idsByPath[path], owner != track.id {
      throw StoreError.invalidRow(detail: "the path \(path) belongs to track \(owner)")
    }
    var track = track
    if track.derived == nil { track.derived = tracksByID[track.id]?.derived }
    put(track)
  }

  public func removeTrack(_ id: TrackID) throws {
    guard let track = tracksByID.removeValue(forKey: id) else { throw StoreError.trackNotFound(id) }
    if let path = track.filePath { idsByPath[path] = nil }
    sourcesByID[id] = nil
    stylesByID[id] = nil
    votesByID[id] = nil
  }

  public func confirm(_ confirmation: StyleConfirmation) throws {
    let id = confirmation.trackID
    guard tracksByID[id] != nil else { throw StoreError.trackNotFound(id) }
    var voting = StyleVoting(rows: stylesByID[id, default: []], votes: votesByID[id, default: []])
    try voting.apply(confirmation)
    stylesByID[id] = voting.rows
    votesByID[id] = voting.votes
  }

  public func track(_ id: TrackID) -> Track? { tracksByID[id] }

  public func track(filePath: String) -> Track? { idsByPath[filePath].flatMap { tracksByID[$0] } }

  public func tracks(after cursor: TrackID?, limit: Int) -> [Track] {
    page(of: tracksByID.keys, after: cursor, limit: limit).compactMap { tracksByID[$0] }
  }

  public func analysis(of id: TrackID, sourceType: String) -> AnalysisSource? {
    sourcesByID[id]?.first { $0.sourceType == sourceType }
  }

  public func analyses(sourceTypes: [String], after cursor: TrackID?, limit: Int) -> [StoredAnalysis] {
    func newest(_ id: TrackID) -> AnalysisSource? {
      sourcesByID[id]?.filter { sourceTypes.contains($0.sourceType) }.max { $0.analyzedAt < $1.analyzedAt }
    }
    let ids = sourcesByID.keys.filter { newest($0) != nil }
    return page(of: ids, after: cursor, limit: limit).compactMap { id in
      guard let track = tracksByID[id], let source = newest(id) else { return nil }
      return StoredAnalysis(
        metadata: track.metadata, filePath: track.filePath, source: source, styles: stylesByID[id, default: []])
    }
  }

  public func styles(of id: TrackID) -> [TrackDanceStyle] { stylesByID[id, default: []] }

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

  private func put(_ track: Track) {
    if let earlier = tracksByID[track.id]?.filePath { idsByPath[earlier] = nil }
    tracksByID[track.id] = track
    if let path = track.filePath { idsByPath[path] = track.id }
  }

  private func apply(_ result: Classification, to id: TrackID, at now: Date) {
    tracksByID[id]?.derived = result.columns
    stylesByID[id] = StyleMerge.merge(
      existing: stylesByID[id, default: []], with: result, trackID: id, at: now)
  }

  private func page(of ids: some Sequence<TrackID>, after cursor: TrackID?, limit: Int) -> [TrackID] {
    Array(ids.filter { id in cursor.map { $0 < id } ?? true }.sorted().prefix(limit))
  }
}
