import Foundation
import GRDB
import NeckenCore

extension TrackDanceStyle {
  private static let columns = columns(vector: "CASE typeof(embedding) WHEN 'blob' THEN embedding END")

  private static func columns(vector: String) -> String {
    """
    CAST(id AS TEXT) AS id, CAST(track_id AS TEXT) AS track_id, dance_style, sub_style, is_primary, \
    confidence, tempo_category, bpm_multiplier, effective_bpm, confirmation_count, is_user_confirmed, \
    classification_source, reason, \
    \(vector) AS embedding, feature_version, created_at
    """
  }

  private init(row: Row) throws {
    var columns = ColumnReader(row)
    try self.init(
      id: columns.next(), trackID: TrackID(rawValue: columns.next()), danceStyle: DanceStyle(columns.next()),
      subStyle: columns.next(), isPrimary: columns.next(), confidence: columns.next(),
      tempoCategory: columns.next(), bpmMultiplier: columns.next(), effectiveBpm: columns.next(),
      confirmationCount: columns.next(), isUserConfirmed: columns.next(),
      classificationSource: StyleSource(rawValue: columns.next()), reason: columns.next(),
      embedding: (columns.next() as Data?).map(PackedFloats.unpack), featureVersion: columns.next(),
      createdAt: columns.next() ?? Timestamp.unknown)
  }

  /// The rows of one track in display order.
  static func all(of id: TrackID, _ database: Database) throws -> [TrackDanceStyle] {
    let statement = try database.cachedStatement(
      sql: "SELECT \(columns) FROM track_dance_styles WHERE track_id = ?")
    return try Row.fetchAll(statement, arguments: [id.rawValue]).map(Self.init(row:)).inDisplayOrder()
  }

  /// The rows of several tracks, each in display order, without vectors. What cannot be read is left to `onFault`.
  static func all(
    of ids: [TrackID], _ database: Database, onFault: (TrackID, any Error) -> Void
  ) throws -> [TrackID: [TrackDanceStyle]] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(columns(vector: "NULL")) FROM track_dance_styles \
        WHERE track_id IN (SELECT value FROM json_each(?))
        """)
    var rowsByID: [TrackID: [TrackDanceStyle]] = [:]
    let rows = try Row.fetchCursor(statement, arguments: [JSONColumn.encode(ids.map(\.rawValue))])
    while let row = try rows.next() {
      let id = TrackID(rawValue: try row.decode(atIndex: 1))
      do { rowsByID[id, default: []].append(try Self(row: row)) } catch { onFault(id, error) }
    }
    return rowsByID.mapValues { $0.inDisplayOrder() }
  }

  /// Makes the track's rows these, touching only what differs, so that users' own columns stay.
  static func replace(
    _ existing: [TrackDanceStyle], with rows: [TrackDanceStyle], _ database: Database
  ) throws {
    let before = Dictionary(existing.map { ($0.id, $0) }) { first, _ in first }
    let kept = Set(rows.map(\.id))
    for row in existing where !kept.contains(row.id) {
      try database.cachedStatement(sql: "DELETE FROM track_dance_styles WHERE id = ?")
        .execute(arguments: [row.id])
    }
    for row in rows {
      guard let earlier = before[row.id] else {
        try row.insert(database)
        continue
      }
      if earlier != row { try row.update(database) }
    }
  }

  private func insert(_ database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO track_dance_styles (sub_style, is_primary, confidence, tempo_category, bpm_multiplier, \
        effective_bpm, confirmation_count, is_user_confirmed, classification_source, reason, embedding, \
        feature_version, id, track_id, dance_style, created_at) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: changeable + [id, trackID.rawValue, danceStyle.rawValue, Timestamp.text(createdAt)])
  }

  private func update(_ database: Database) throws {
    try database.cachedStatement(
      sql: """
        UPDATE track_dance_styles SET sub_style = ?, is_primary = ?, confidence = ?, tempo_category = ?, \
        bpm_multiplier = ?, effective_bpm = ?, confirmation_count = ?, is_user_confirmed = ?, \
        classification_source = ?, reason = ?, embedding = ?, feature_version = ? WHERE id = ?
        """
    ).execute(arguments: changeable + [id])
  }

  private var changeable: StatementArguments {
    [
      subStyle, isPrimary, confidence, tempoCategory, bpmMultiplier, effectiveBpm, confirmationCount,
      isUserConfirmed, classificationSource.rawValue, reason, embedding.map(PackedFloats.pack), featureVersion,
    ]
  }
}
