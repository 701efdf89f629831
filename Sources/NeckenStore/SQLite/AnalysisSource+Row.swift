import Foundation
import GRDB

extension AnalysisSource {
  /// Columns read by ``init(_:)``, of a table called `source`. Artifacts that are too large stay where they are.
  static let columns = """
    CAST(source.id AS TEXT), CAST(source.track_id AS TEXT) AS track_id, source.source_type, \
    CASE WHEN length(CAST(source.raw_data AS BLOB)) <= \(AnalysisPage.largestArtifactBytes) \
    THEN CAST(source.raw_data AS BLOB) END, \
    source.content_hash, source.versions, source.audio_modified_at, source.analyzed_at
    """

  init(_ columns: inout ColumnReader) throws {
    let id: String = try columns.next()
    let trackID = TrackID(rawValue: try columns.next())
    let sourceType: String = try columns.next()
    guard let rawData: Data = try columns.next() else {
      throw StoreError.invalidRow(detail: "there are no artifacts, or more than can be read")
    }
    try self.init(
      id: id, trackID: trackID, sourceType: sourceType, rawData: rawData, contentHash: columns.next(),
      versions: columns.next(), audioModifiedAt: columns.next(), analyzedAt: columns.next() ?? Timestamp.unknown)
  }

  static func newest(of id: TrackID, sourceType: String, _ database: Database) throws -> AnalysisSource? {
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(columns) FROM analysis_sources AS source WHERE track_id = ? AND source_type = ? \
        ORDER BY analyzed_at DESC, id DESC LIMIT 1
        """)
    return try Row.fetchOne(statement, arguments: [id.rawValue, sourceType]).map { row in
      var columns = ColumnReader(row)
      return try AnalysisSource(&columns)
    }
  }

  /// Replaces the track's row of this source type in place, so that users' own columns stay.
  func upsert(_ database: Database) throws {
    let text = String(decoding: rawData, as: UTF8.self)
    let audioTime = audioModifiedAt.map(Timestamp.text)
    let time = Timestamp.text(analyzedAt)
    let update = try database.cachedStatement(
      sql: """
        UPDATE analysis_sources SET raw_data = ?, content_hash = ?, versions = ?, audio_modified_at = ?, \
        analyzed_at = ? WHERE track_id = ? AND source_type = ?
        """)
    try update.execute(
      arguments: [text, contentHash, versions, audioTime, time, trackID.rawValue, sourceType])
    if database.changesCount > 0 { return }
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO analysis_sources (id, track_id, source_type, raw_data, content_hash, versions, \
        audio_modified_at, analyzed_at, confidence_score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)
        """)
    try insert.execute(
      arguments: [id, trackID.rawValue, sourceType, text, contentHash, versions, audioTime, time])
  }
}
