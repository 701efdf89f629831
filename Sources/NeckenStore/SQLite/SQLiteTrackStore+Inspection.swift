import GRDB
import NeckenCore

extension SQLiteTrackStore {
  public func summary() async throws -> StoreSummary {
    try await read { database in
      func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
      let styles = try Row.fetchAll(
        database,
        sql: "SELECT dance_style, COUNT(*) AS n FROM track_dance_styles WHERE is_primary GROUP BY dance_style"
      ).map { row in
        try StoreSummary.StyleCount(style: DanceStyle(row.value("dance_style")), count: row.value("n"))
      }
      return StoreSummary(
        trackCount: try count("SELECT COUNT(*) FROM tracks"),
        analysedTrackCount: try count("SELECT COUNT(DISTINCT track_id) FROM analysis_sources"),
        confirmedTrackCount: try count(
          "SELECT COUNT(DISTINCT track_id) FROM track_dance_styles WHERE is_user_confirmed"),
        keywordCount: try count("SELECT COUNT(*) FROM style_keywords"),
        styles: StoreSummary.inOrder(styles),
        schemaVersion: StoreSchema.currentVersion)
    }
  }

  public func problems() async throws -> [String] {
    try await read { database in
      let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check")
      if integrity != ["ok"] { return integrity.map { "the file is damaged: \($0)" } }
      let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
        "a row of \(try row.value("table") as String) belongs to no track"
      }
      return try orphans + Self.rules.flatMap { rule in
        try String.fetchAll(database, sql: rule.sql).map { "track \($0) \(rule.complaint)" }
      }
    }
  }

  /// What must hold between rows beyond what the tables themselves enforce: each query names the
  /// tracks that break the rule.
  private static let rules: [(sql: String, complaint: String)] = [
    (
      "SELECT track_id FROM track_dance_styles WHERE is_primary GROUP BY track_id HAVING COUNT(*) > 1",
      "has more than one primary style"
    ),
    (
      "SELECT track_id FROM analysis_sources WHERE NOT json_valid(raw_data)",
      "has artifacts that are not JSON"
    ),
    (
      """
      SELECT DISTINCT tracks.id FROM tracks JOIN analysis_sources ON track_id = tracks.id
      WHERE content_hash IS NOT NULL AND analysis_version IS NULL
      """,
      "has artifacts but no derived columns"
    ),
    (
      """
      SELECT track_id FROM track_dance_styles
      WHERE typeof(embedding) = 'blob' AND length(embedding) <> \(FeatureVector.count * 4)
      """,
      "has a vector of the wrong length"
    ),
    (
      """
      SELECT track_id FROM track_dance_styles AS style WHERE confirmation_count < (
        SELECT COUNT(*) FROM style_confirmations AS vote
        WHERE vote.track_id = style.track_id AND vote.dance_style = style.dance_style)
      """,
      "has fewer confirmations than people who confirmed"
    ),
  ]
}
