import NeckenCore

extension PostgresTrackStore {
  public func track(_ id: TrackID) async throws -> Track? {
    try await tracks(where: "tracks.id = \(statements.trackID("$1"))", [id.rawValue]).first
  }

  public func track(filePath: String) async throws -> Track? {
    try await tracks(where: "md5(file_path) = md5($1) AND file_path = $1", [filePath]).first
  }

  public func tracks(contentHash: String) async throws -> [Track] {
    try await tracks(
      where: "tracks.id IN (SELECT track_id FROM analysis_sources WHERE content_hash = $1)", [contentHash])
  }

  public func tracks(after cursor: TrackID?, limit: Int) async throws -> [Track] {
    try await tracks(where: statements.after(cursor, "$1"), [cursor?.rawValue], limit: limit)
  }

  private func tracks(where condition: String, _ parameters: [String?], limit: Int? = nil) async throws -> [Track] {
    // A NUL character is in no text that the server could hold.
    if parameters.contains(where: { $0?.utf8.contains(0) == true }) { return [] }
    let limit = limit.map { " LIMIT \($0)" } ?? ""
    let sql =
      "SELECT \(statements.readAll(StoreSchema.tracks)) FROM tracks WHERE \(condition) ORDER BY tracks.id\(limit)"
    return try await read { try $0.run(sql, parameters).map { try Track(row: &$0) } }
  }

  public func trackIDs(
    _ selection: TrackSelection, after cursor: TrackID?, limit: Int
  ) async throws -> [TrackID] {
    let sql = """
      SELECT tracks.id::text FROM tracks WHERE \(statements.after(cursor, "$1")) AND \(selection.condition("$2")) \
      ORDER BY tracks.id LIMIT $3::bigint
      """
    return try await read { session in
      try session.run(sql, [cursor?.rawValue, selection.parameter, String(limit)])
        .map { TrackID(rawValue: try $0.text()) }
    }
  }

  public func count(_ selection: TrackSelection) async throws -> Int {
    let sql = "SELECT COUNT(*) FROM tracks WHERE \(selection.condition("$1"))"
    return try await read { try $0.run(sql, [selection.parameter]).first { try $0.integer() } ?? 0 }
  }

  public func styles(of id: TrackID) async throws -> [TrackDanceStyle] {
    let writer = PostgresRecords(statements: statements)
    return try await read { try writer.styles(of: [id], withVectors: true, $0)[id, default: []] }
  }

  public func correction(of id: TrackID) async throws -> TrackCorrection? {
    let records = PostgresRecords(statements: statements)
    return try await read { try records.correction(of: id, $0) }
  }
}
