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
    var bytes = 0
    let newest = NewestSources(columns: AnalysisSource.columns, sourceTypes: sourceTypes)
    let rows = try newest.rows(condition, limit: limit, database)
    while bytes < byteLimit, let row = try rows.next() {
      do {
        let analysis = try StoredAnalysis(row: row)
        bytes += analysis.source.rawData.count
        page.last = analysis.trackID
        page.analyses.append(analysis)
      } catch {
        let id = TrackID(rawValue: try row.value("track_id"))
        page.last = id
        page.unreadable.append(
          UnreadableRow(
            trackID: id, name: row.text("file_path") ?? row.text("title") ?? id.rawValue, reason: reason(error)))
      }
    }
    let styles = try TrackDanceStyle.all(of: page.analyses.map(\.trackID), database) { faults[$0] = reason($1) }
    page.complete(styles: styles, faults: faults)
    return page
  }

  private static func reason(_ error: any Error) -> String { StoreError(error, store: "").cause }
}

extension StoredAnalysis {
  fileprivate init(row: Row) throws {
    var columns = ColumnReader(row)
    let source = try AnalysisSource(&columns)
    try self.init(
      metadata: TrackMetadata(&columns), filePath: columns.next(), source: source, styles: [],
      correction: TrackCorrection(&columns, trackID: source.trackID))
  }
}

extension AnalysisStamp {
  fileprivate static let columns = """
    CAST(source.track_id AS TEXT), source.source_type, source.content_hash, source.versions, \
    source.audio_modified_at, source.analyzed_at
    """

  fileprivate init(row: Row) throws {
    var columns = ColumnReader(row)
    let trackID = TrackID(rawValue: try columns.next())
    let sourceType: String = try columns.next()
    let contentHash: String? = try columns.next()
    let versions: String? = try columns.next()
    let audioModifiedAt: Date? = try columns.next()
    let analyzedAt: Date? = try columns.next()
    let metadata = try TrackMetadata(&columns)
    try self.init(
      trackID: trackID, filePath: columns.next(), metadata: metadata, sourceType: sourceType,
      contentHash: contentHash, versions: versions, audioModifiedAt: audioModifiedAt,
      analyzedAt: analyzedAt ?? Timestamp.unknown)
  }
}

extension TrackMetadata {
  fileprivate init(_ columns: inout ColumnReader) throws {
    try self.init(title: columns.next(), album: columns.next(), artist: columns.next())
  }
}
