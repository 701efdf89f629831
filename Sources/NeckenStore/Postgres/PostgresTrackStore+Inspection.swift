import NeckenCore

extension PostgresTrackStore {
  public func summary() async throws -> StoreSummary {
    try await read { session in
      func count(_ sql: String) throws -> Int {
        try session.run("SELECT COUNT(*) FROM \(sql)").first { try $0.integer() } ?? 0
      }
      let styles = try session.run(
        "SELECT dance_style, COUNT(*) FROM track_dance_styles WHERE is_primary GROUP BY dance_style"
      ).map { row in
        StoreSummary.StyleCount(style: DanceStyle(try row.text()), count: try row.integer())
      }
      return StoreSummary(
        trackCount: try count("tracks"),
        analysedTrackCount: try count("(SELECT DISTINCT track_id FROM analysis_sources) AS analysed"),
        confirmedTrackCount: try count(
          "(SELECT DISTINCT track_id FROM track_dance_styles WHERE is_user_confirmed) AS confirmed"),
        keywordCount: try count("style_keywords"),
        styles: StoreSummary.inOrder(styles),
        schemaVersion: StoreSchema.currentVersion)
    }
  }

  /// The server looks after its files; this looks for rows that contradict each other.
  public func problems() async throws -> [String] {
    try await read { session in
      try Self.rules.flatMap { rule in
        try session.run(rule.sql).map { "track \(try $0.text()) \(rule.complaint)" }
      }
    }
  }

  private static let rules: [(sql: String, complaint: String)] = [
    (
      "SELECT track_id::text FROM track_dance_styles WHERE is_primary GROUP BY track_id HAVING COUNT(*) > 1",
      "has more than one primary style"
    ),
    (
      "SELECT track_id::text FROM analysis_sources WHERE raw_data IS NULL",
      "has artifacts that are not JSON"
    ),
    (
      """
      SELECT DISTINCT tracks.id::text FROM tracks JOIN analysis_sources ON track_id = tracks.id
      WHERE content_hash IS NOT NULL AND analysis_version IS NULL
      """,
      "has artifacts but no derived columns"
    ),
    (
      """
      SELECT track_id::text FROM track_dance_styles
      WHERE embedding IS NOT NULL AND cardinality(embedding::real[]) <> \(FeatureVector.count)
      """,
      "has a vector of the wrong length"
    ),
    (
      """
      SELECT track_id::text FROM track_dance_styles AS style WHERE confirmation_count < (
        SELECT COUNT(*) FROM style_confirmations AS vote
        WHERE vote.track_id = style.track_id AND vote.dance_style = style.dance_style)
      """,
      "has fewer confirmations than people who confirmed"
    ),
  ]
}
