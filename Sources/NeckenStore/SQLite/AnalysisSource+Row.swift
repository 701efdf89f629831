import Foundation
import GRDB

extension AnalysisSource {
  /// Columns read by ``init(row:)``, of a table called `source`.
  static let columns = """
    source.id AS source_id, source.track_id, source.source_type, CAST(source.raw_data AS BLOB) AS raw_data, \
    source.content_hash, source.versions, source.analyzed_at
    """

  init(row: Row) throws {
    try self.init(
      id: row.value("source_id"), trackID: TrackID(rawValue: row.value("track_id")),
      sourceType: row.value("source_type"), rawData: row.value("raw_data"),
      contentHash: row.value("content_hash"), versions: row.value("versions"),
      analyzedAt: row.value("analyzed_at"))
  }

  static func newest(of id: TrackID, sourceType: String, _ database: Database) throws -> AnalysisSource? {
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(columns) FROM analysis_sources AS source WHERE track_id = ? AND source_type = ? \
        ORDER BY analyzed_at DESC, id DESC LIMIT 1
        """)
    return try Row.fetchOne(statement, arguments: [id.rawValue, sourceType]).map(AnalysisSource.init(row:))
  }

  /// Replaces the track's row of this source type in place, so that users' own columns stay.
  func upsert(_ database: Database) throws {
    let text = String(decoding: rawData, as: UTF8.self)
    let time = Timestamp.text(analyzedAt)
    let update = try database.cachedStatement(
      sql: """
        UPDATE analysis_sources SET raw_data = ?, content_hash = ?, versions = ?, analyzed_at = ? \
        WHERE track_id = ? AND source_type = ?
        """)
    try update.execute(
      arguments: [text, contentHash, versions, time, trackID.rawValue, sourceType])
    if database.changesCount > 0 { return }
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO analysis_sources \
        (id, track_id, source_type, raw_data, content_hash, versions, analyzed_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    try insert.execute(
      arguments: [id, trackID.rawValue, sourceType, text, contentHash, versions, time])
  }
}
