import GRDB
import NeckenCore

extension SQLiteTrackStore {
  public func track(_ id: TrackID) async throws -> Track? {
    try await read { try Track.find(id, $0) }
  }

  public func track(filePath: String) async throws -> Track? {
    try await read { try Track.find(filePath: filePath, $0) }
  }

  public func tracks(after cursor: TrackID?, limit: Int) async throws -> [Track] {
    try await read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT \(Track.columns) FROM tracks WHERE id > ? ORDER BY id LIMIT ?")
      return try Row.fetchAll(statement, arguments: [cursor?.rawValue ?? "", limit]).map(Track.init(row:))
    }
  }

  public func analysis(of id: TrackID, sourceType: String) async throws -> AnalysisSource? {
    try await read { try AnalysisSource.newest(of: id, sourceType: sourceType, $0) }
  }

  public func styles(of id: TrackID) async throws -> [TrackDanceStyle] {
    try await read { try TrackDanceStyle.all(of: id, $0) }
  }

  public func analyses(
    sourceTypes: [String], after cursor: TrackID?, limit: Int
  ) async throws -> [StoredAnalysis] {
    try await read { database in
      let first = cursor?.rawValue ?? ""
      let rows = try Self.newestSources(sourceTypes, after: first, limit: limit, database)
      guard let last = rows.last else { return [] }
      let lastID = TrackID(rawValue: try last.value("track_id"))
      let styles = try TrackDanceStyle.all(after: first, through: lastID, database)
      return try rows.map { row in
        let source = try AnalysisSource(row: row)
        return try StoredAnalysis(
          metadata: TrackMetadata(
            title: row.value("title"), album: row.value("album"), artist: row.value("artist")),
          filePath: row.value("file_path"), source: source, styles: styles[source.trackID, default: []])
      }
    }
  }

  private static func newestSources(
    _ sourceTypes: [String], after first: String, limit: Int, _ database: Database
  ) throws -> [Row] {
    let marks = sourceTypes.map { _ in "?" }.joined(separator: ", ")
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(AnalysisSource.columns), tracks.title, tracks.album, tracks.artist, tracks.file_path
        FROM tracks JOIN analysis_sources AS source ON source.track_id = tracks.id
        WHERE tracks.id > ? AND source.source_type IN (\(marks)) AND NOT EXISTS (
          SELECT 1 FROM analysis_sources AS newer
          WHERE newer.track_id = source.track_id AND newer.source_type IN (\(marks))
            AND (newer.analyzed_at, newer.id) > (source.analyzed_at, source.id))
        ORDER BY tracks.id LIMIT ?
        """)
    var arguments: StatementArguments = [first]
    arguments += StatementArguments(sourceTypes + sourceTypes)
    arguments += [limit]
    return try Row.fetchAll(statement, arguments: arguments)
  }
}
