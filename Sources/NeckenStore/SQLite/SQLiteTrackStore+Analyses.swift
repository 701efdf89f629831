public import Foundation
import GRDB
import NeckenCore

extension SQLiteTrackStore {
  public func analysis(of id: TrackID, sourceType: String) async throws -> AnalysisSource? {
    try await read { try AnalysisSource.newest(of: id, sourceType: sourceType, $0) }
  }

  public func analyses(sourceTypes: [String], after cursor: TrackID?, limit: Int) async throws -> AnalysisPage {
    try await read { database in
      try AnalysisPage.read(Self.page(after: cursor), sourceTypes, limit: limit, database)
    }
  }

  public func analyses(sourceTypes: [String], of ids: [TrackID]) async throws -> AnalysisPage {
    try await read { database in
      try AnalysisPage.read(Self.among(ids), sourceTypes, limit: ids.count, database)
    }
  }

  public func stamps(sourceTypes: [String], of ids: [TrackID]) async throws -> [AnalysisStamp] {
    try await read { database in
      let newest = NewestSources(columns: AnalysisStamp.columns, sourceTypes: sourceTypes)
      let rows = try newest.rows(try Self.among(ids), limit: ids.count, database)
      return try Array(rows.map(AnalysisStamp.init(row:)))
    }
  }

  public func recordModification(_ modifiedAt: Date, of id: TrackID, sourceType: String) async throws {
    try await write { database in
      try database.execute(
        sql: "UPDATE analysis_sources SET audio_modified_at = ? WHERE track_id = ? AND source_type = ?",
        arguments: [Timestamp.text(modifiedAt), id.rawValue, sourceType])
      if database.changesCount == 0 { throw StoreError.trackNotFound(id) }
    }
  }

  private static func among(_ ids: [TrackID]) throws -> (sql: String, arguments: StatementArguments) {
    ("tracks.id IN (SELECT value FROM json_each(?))", [try JSONColumn.encode(ids.map(\.rawValue))])
  }
}

/// The newest artifacts of each of some tracks, with what is written about the track and what a person
/// corrected, in order of identifier.
private struct NewestSources {
  var columns: String
  var sourceTypes: [String]

  func rows(
    _ condition: (sql: String, arguments: StatementArguments), limit: Int, _ database: Database
  ) throws -> RowCursor {
    let marks = sourceTypes.map { _ in "?" }.joined(separator: ", ")
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(columns), tracks.title, tracks.album, tracks.artist, tracks.file_path, \(TrackCorrection.columns)
        FROM tracks JOIN analysis_sources AS source ON source.track_id = tracks.id
          LEFT JOIN track_corrections AS correction ON correction.track_id = tracks.id
        WHERE \(condition.sql) AND source.source_type IN (\(marks)) AND NOT EXISTS (
          SELECT 1 FROM analysis_sources AS newer
          WHERE newer.track_id = source.track_id AND newer.source_type IN (\(marks))
            AND (COALESCE(newer.analyzed_at, ''), newer.id) > (COALESCE(source.analyzed_at, ''), source.id))
        ORDER BY tracks.id LIMIT ?
        """)
    let arguments = condition.arguments + StatementArguments(sourceTypes + sourceTypes) + [limit]
    return try Row.fetchCursor(statement, arguments: arguments)
  }
}

extension AnalysisPage {
  fileprivate static func read(
    _ condition: (sql: String, arguments: StatementArguments), _ sourceTypes: [String], limit: Int,
    _ database: Database
  ) throws -> AnalysisPage {
    var page = AnalysisPage()
    var faults: [TrackID: String] = [:]
    var names: [TrackID: String] = [:]
    var bytes = 0
    let newest = NewestSources(columns: AnalysisSource.columns, sourceTypes: sourceTypes)
    let rows = try newest.rows(condition, limit: limit, database)
    while bytes < byteLimit, let row = try rows.next() {
      let id = TrackID(rawValue: try row.value("track_id"))
      page.last = id
      names[id] = row.text("file_path") ?? row.text("title")
      do {
        let analysis = try StoredAnalysis(row: row)
        bytes += analysis.source.rawData.count
        page.analyses.append(analysis)
      } catch { faults[id] = reason(error) }
    }
    let styles = try TrackDanceStyle.all(of: page.analyses.map(\.trackID), database) { faults[$0] = reason($1) }
    page.complete(styles: styles, faults: faults, names: names)
    return page
  }

  private static func reason(_ error: any Error) -> String { StoreError(error, store: "").cause }
}

extension StoredAnalysis {
  fileprivate init(row: Row) throws {
    let source = try AnalysisSource(row: row)
    try self.init(
      metadata: TrackMetadata(row: row), filePath: row.value("file_path"), source: source, styles: [],
      correction: TrackCorrection(row: row, trackID: source.trackID))
  }
}

extension AnalysisStamp {
  fileprivate static let columns = """
    CAST(source.track_id AS TEXT) AS track_id, source.source_type, source.content_hash, source.versions, \
    source.audio_modified_at, source.analyzed_at
    """

  fileprivate init(row: Row) throws {
    try self.init(
      trackID: TrackID(rawValue: row.value("track_id")), filePath: row.value("file_path"),
      metadata: TrackMetadata(row: row), sourceType: row.value("source_type"),
      contentHash: row.value("content_hash"), versions: row.value("versions"),
      audioModifiedAt: row.value("audio_modified_at"), analyzedAt: row.value("analyzed_at") ?? Timestamp.unknown)
  }
}

extension TrackMetadata {
  fileprivate init(row: Row) throws {
    try self.init(title: row.value("title"), album: row.value("album"), artist: row.value("artist"))
  }
}
