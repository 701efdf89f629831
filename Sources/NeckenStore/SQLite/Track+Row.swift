import Foundation
import GRDB

extension Track {
  /// Columns read by ``init(row:)``, in no particular order.
  static let columns = """
    CAST(id AS TEXT) AS id, title, album, artist, file_path, duration_ms, tempo_bpm, loudness, is_instrumental, has_vocals, \
    swing_ratio, articulation, bounciness, punchiness, polska_score, hambo_score, voice_probability, \
    bpm_stability, bars, sections, section_labels, analysis_version, created_at
    """

  init(row: Row) throws {
    try self.init(
      id: TrackID(rawValue: row.value("id")), title: row.value("title") ?? "", album: row.value("album"),
      artist: row.value("artist"), filePath: row.value("file_path"), derived: TrackColumns(row: row),
      createdAt: row.value("created_at") ?? Timestamp.unknown)
  }

  static func find(_ id: TrackID, _ database: Database) throws -> Track? {
    try one(database, where: "id = ?", id.rawValue)
  }

  static func find(filePath: String, _ database: Database) throws -> Track? {
    try one(database, where: "file_path = ?", filePath)
  }

  private static func one(_ database: Database, where condition: String, _ value: String) throws -> Track? {
    let statement = try database.cachedStatement(sql: "SELECT \(columns) FROM tracks WHERE \(condition)")
    return try Row.fetchOne(statement, arguments: [value]).map(Track.init(row:))
  }

  func insert(_ database: Database) throws {
    try database.cachedStatement(
      sql: "INSERT INTO tracks (id, title, album, artist, file_path, created_at) VALUES (?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [id.rawValue, title, album, artist, filePath, Timestamp.text(createdAt)])
  }

  /// Writes what is written about the track; derived columns are ``TrackColumns/write(to:_:)``'s.
  func updateMetadata(_ database: Database) throws {
    try database.cachedStatement(
      sql: "UPDATE tracks SET title = ?, album = ?, artist = ?, file_path = ? WHERE id = ?"
    ).execute(arguments: [title, album, artist, filePath, id.rawValue])
  }
}

extension TrackColumns {
  /// `nil` for a track that has not been analysed.
  fileprivate init?(row: Row) throws {
    guard let version: String = try row.value("analysis_version"),
      let duration: Int = try row.value("duration_ms")
    else { return nil }
    try self.init(
      durationMs: duration, tempoBpm: row.value("tempo_bpm"), loudness: row.value("loudness"),
      isInstrumental: row.value("is_instrumental"), hasVocals: row.value("has_vocals"),
      swingRatio: row.value("swing_ratio"),
      articulation: row.value("articulation") ?? 0, bounciness: row.value("bounciness") ?? 0,
      punchiness: row.value("punchiness") ?? 0, polskaScore: row.value("polska_score") ?? 0,
      hamboScore: row.value("hambo_score") ?? 0, voiceProbability: row.value("voice_probability"),
      bpmStability: row.value("bpm_stability") ?? 0,
      bars: JSONColumn.decode([Double].self, row.value("bars")),
      sections: JSONColumn.decode([Double].self, row.value("sections")),
      sectionLabels: JSONColumn.decode([String].self, row.value("section_labels")),
      analysisVersion: version)
  }

  /// Writes what differs from what is there: another head changes styles, and most columns stay.
  /// - Returns: whether the track is there.
  func write(to id: TrackID, _ database: Database) throws -> Bool {
    try database.cachedStatement(sql: Self.update).execute(arguments: [
      durationMs, tempoBpm, loudness, isInstrumental, hasVocals, swingRatio, articulation, bounciness,
      punchiness, polskaScore, hamboScore, voiceProbability, bpmStability, JSONColumn.encode(bars),
      JSONColumn.encode(sections), try JSONColumn.encode(sectionLabels), analysisVersion, id.rawValue,
    ])
    if database.changesCount > 0 { return true }
    let statement = try database.cachedStatement(sql: "SELECT 1 FROM tracks WHERE id = ?")
    return try Int.fetchOne(statement, arguments: [id.rawValue]) != nil
  }

  private static let update: String = {
    let columns = names.joined(separator: ", ")
    let values = names.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
    return """
      UPDATE tracks SET (\(columns)) = (\(values)) \
      WHERE id = ?\(names.count + 1) AND (\(columns)) IS NOT (\(values))
      """
  }()
}
