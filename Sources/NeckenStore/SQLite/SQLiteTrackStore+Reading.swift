import GRDB
import NeckenCore

extension SQLiteTrackStore {
  public func track(_ id: TrackID) async throws -> Track? {
    try await read { try Track.find(id, $0) }
  }

  public func track(filePath: String) async throws -> Track? {
    try await read { try Track.find(filePath: filePath, $0) }
  }

  public func tracks(contentHash: String) async throws -> [Track] {
    try await read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(Track.columns) FROM tracks \
          WHERE tracks.id IN (SELECT track_id FROM analysis_sources WHERE content_hash = ?) ORDER BY tracks.id
          """)
      return try Row.fetchAll(statement, arguments: [contentHash]).map(Track.init(row:))
    }
  }

  public func tracks(after cursor: TrackID?, limit: Int) async throws -> [Track] {
    try await read { database in
      let page = Self.page(after: cursor)
      let statement = try database.cachedStatement(
        sql: "SELECT \(Track.columns) FROM tracks WHERE \(page.sql) ORDER BY tracks.id LIMIT ?")
      return try Row.fetchAll(statement, arguments: page.arguments + [limit]).map(Track.init(row:))
    }
  }

  public func trackIDs(
    _ selection: TrackSelection, after cursor: TrackID?, limit: Int
  ) async throws -> [TrackID] {
    try await read { database in
      let (page, condition) = (Self.page(after: cursor), selection.condition)
      let statement = try database.cachedStatement(
        sql: """
          SELECT CAST(id AS TEXT) FROM tracks WHERE \(page.sql) AND \(condition.sql) ORDER BY tracks.id LIMIT ?
          """)
      return try String.fetchAll(statement, arguments: page.arguments + condition.arguments + [limit])
        .map(TrackID.init(rawValue:))
    }
  }

  public func count(_ selection: TrackSelection) async throws -> Int {
    try await read { database in
      let condition = selection.condition
      return try Int.fetchOne(
        database, sql: "SELECT COUNT(*) FROM tracks WHERE \(condition.sql)", arguments: condition.arguments) ?? 0
    }
  }

  public func styles(of id: TrackID) async throws -> [TrackDanceStyle] {
    try await read { try TrackDanceStyle.all(of: id, $0) }
  }

  public func correction(of id: TrackID) async throws -> TrackCorrection? {
    try await read { try TrackCorrection.find(id, $0) }
  }

  /// The condition that continues after a page. Rows of other programs may have numbers for
  /// identifiers, which SQLite sorts before any text: the first page has no condition.
  static func page(after cursor: TrackID?) -> (sql: String, arguments: StatementArguments) {
    cursor.map { ("tracks.id > ?", [$0.rawValue]) } ?? ("1", [])
  }
}
