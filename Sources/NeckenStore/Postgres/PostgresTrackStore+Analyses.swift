public import Foundation
import NeckenCore

extension PostgresTrackStore {
  public func analysis(of id: TrackID, sourceType: String) async throws -> AnalysisSource? {
    let newest = NewestSources(statements: statements, withArtifacts: true)
    return try await read { session in
      try newest.rows(.among([id]), [sourceType], session).first { row in
        let head = try NewestSources.Head(row: &row)
        return try head.source(row: &row)
      }
    }
  }

  public func analyses(sourceTypes: [String], after cursor: TrackID?, limit: Int) async throws -> AnalysisPage {
    try await page(.after(cursor, limit: limit), sourceTypes)
  }

  public func analyses(sourceTypes: [String], of ids: [TrackID]) async throws -> AnalysisPage {
    try await page(.among(ids), sourceTypes)
  }

  private func page(_ range: NewestSources.Range, _ sourceTypes: [String]) async throws -> AnalysisPage {
    let newest = NewestSources(statements: statements, withArtifacts: true)
    let records = PostgresRecords(statements: statements)
    return try await read { session in
      var page = AnalysisPage()
      var faults: [TrackID: String] = [:]
      try newest.rows(range, sourceTypes, session).forEach { row in
        let head = try NewestSources.Head(row: &row)
        page.last = head.trackID
        do {
          page.analyses.append(try StoredAnalysis(head, row: &row))
        } catch {
          page.unreadable.append(
            UnreadableRow(
              trackID: head.trackID, name: head.filePath ?? head.metadata.title ?? head.trackID.rawValue,
              reason: Self.reason(error)))
        }
      }
      let styles = try records.styles(of: page.analyses.map(\.trackID), withVectors: false, session) {
        faults[$0] = Self.reason($1)
      }
      page.complete(styles: styles, faults: faults)
      return page
    }
  }

  private static func reason(_ error: any Error) -> String { (error as? StoreError)?.cause ?? "\(error)" }

  public func stamps(sourceTypes: [String], of ids: [TrackID]) async throws -> [AnalysisStamp] {
    let newest = NewestSources(statements: statements, withArtifacts: false)
    return try await read { session in
      try newest.rows(.among(ids), sourceTypes, session).map { row in
        let head = try NewestSources.Head(row: &row)
        return AnalysisStamp(
          trackID: head.trackID, filePath: head.filePath, metadata: head.metadata, sourceType: head.sourceType,
          contentHash: head.contentHash, versions: head.versions, audioModifiedAt: head.audioModifiedAt,
          analyzedAt: head.analyzedAt)
      }
    }
  }

  public func recordModification(_ modifiedAt: Date, of id: TrackID, sourceType: String) async throws {
    let assignment = statements.assignments(StoreSchema.analysisSources, ["audio_modified_at"])
    let sql = """
      UPDATE analysis_sources SET \(assignment) \
      WHERE track_id = \(statements.trackID("$2")) AND source_type = $3
      """
    try await write { session in
      let rows = try session.run(sql, [Timestamp.text(modifiedAt), id.rawValue, sourceType])
      if rows.changedCount == 0 { throw StoreError.trackNotFound(id) }
    }
  }
}

extension StoredAnalysis {
  fileprivate init(_ head: NewestSources.Head, row: inout PostgresRow) throws {
    let source = try head.source(row: &row)
    self.init(
      metadata: head.metadata, filePath: head.filePath, source: source, styles: [],
      correction: try TrackCorrection(row: &row, trackID: head.trackID))
  }
}

/// The newest artifacts of each of some tracks, with what is written about the track and what a person
/// corrected, in order of identifier.
private struct NewestSources {
  enum Range: Sendable {
    case after(TrackID?, limit: Int)
    case among([TrackID])
  }

  var statements: PostgresStatements
  /// Whether the artifacts themselves are read, as many as fit into a page.
  var withArtifacts: Bool

  func rows(_ range: Range, _ sourceTypes: [String], _ session: PostgresSession) throws -> PostgresRows {
    let types = PostgresArray.text(sourceTypes)
    return switch range {
    case .after(let cursor, let limit):
      try session.run(sql(statements.after(cursor, "$1")), [cursor?.rawValue, types, String(limit)])
    case .among(let ids):
      try session.run(
        sql("tracks.id = ANY(\(statements.trackIDs("$1")))"),
        [PostgresArray.text(ids.map(\.rawValue)), types, String(ids.count)])
    }
  }

  private func sql(_ condition: String) -> String {
    let sources = StoreSchema.analysisSources
    let head = statements.read(
      sources, ["id", "source_type", "content_hash", "versions", "audio_modified_at", "analyzed_at"], of: "source")
    let inner = """
      SELECT tracks.id AS track, tracks.id::text, tracks.file_path, tracks.title, tracks.album, tracks.artist, \
      \(head)\(withArtifacts ? ", \(artifacts)" : "")
      FROM tracks CROSS JOIN LATERAL (
          SELECT * FROM analysis_sources WHERE track_id = tracks.id AND source_type = ANY($2::text[])
          ORDER BY analyzed_at DESC NULLS LAST, id DESC LIMIT 1) AS source
        LEFT JOIN track_corrections AS correction ON correction.track_id = tracks.id
      WHERE \(condition) ORDER BY tracks.id LIMIT $3::bigint
      """
    guard withArtifacts else { return inner }
    // What came before a row tells whether it still fits into the page.
    return """
      SELECT * FROM (
        SELECT *, COALESCE(sum(octet_length(raw)) OVER (
          ORDER BY track ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS bytes_before
        FROM (\(inner)) AS page) AS pages
      WHERE bytes_before < \(AnalysisPage.byteLimit) ORDER BY track
      """
  }

  /// Artifacts that are too large stay where they are. Their size on disk is known without reading them, but
  /// packed; what a few bytes unpack to is seen by the server, and not sent.
  private var artifacts: String {
    let raw =
      statements.layout.hasSpelledArtifacts
      ? "source.\(PostgresLayout.spelledArtifacts)"
      : statements.read(StoreSchema.analysisSources, ["raw_data"], of: "source")
    let correction = statements.read(StoreSchema.trackCorrections, TrackCorrection.names, of: "correction")
    let limit = AnalysisPage.largestArtifactBytes
    // OFFSET 0 keeps the server from spelling the artifacts twice.
    return """
      CASE WHEN pg_column_size(source.raw_data) <= \(limit) THEN (
        SELECT CASE WHEN octet_length(spelled) <= \(limit) THEN spelled END
        FROM (SELECT \(raw) AS spelled OFFSET 0) AS artifacts
      ) END AS raw, \(correction)
      """
  }

  /// What is read for stamps and artifacts alike.
  struct Head {
    var trackID: TrackID
    var filePath: String?
    var metadata: TrackMetadata
    var sourceID: String
    var sourceType: String
    var contentHash: String?
    var versions: String?
    var audioModifiedAt: Date?
    var analyzedAt: Date

    init(row: inout PostgresRow) throws {
      _ = row.optionalText()
      trackID = TrackID(rawValue: try row.text())
      filePath = row.optionalText()
      metadata = TrackMetadata(title: row.optionalText(), album: row.optionalText(), artist: row.optionalText())
      sourceID = try row.text()
      sourceType = try row.text()
      contentHash = row.optionalText()
      versions = row.optionalText()
      audioModifiedAt = try row.optionalTime()
      analyzedAt = try row.optionalTime() ?? Timestamp.unknown
    }

    func source(row: inout PostgresRow) throws -> AnalysisSource {
      guard let rawData = row.optionalData() else {
        throw StoreError.invalidRow(detail: "there are no artifacts, or more than can be read")
      }
      return AnalysisSource(
        id: sourceID, trackID: trackID, sourceType: sourceType, rawData: rawData, contentHash: contentHash,
        versions: versions, audioModifiedAt: audioModifiedAt, analyzedAt: analyzedAt)
    }
  }
}
