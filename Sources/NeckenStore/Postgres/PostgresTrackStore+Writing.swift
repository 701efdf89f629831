public import Foundation
import NeckenCore

extension PostgresTrackStore {
  private var records: PostgresRecords { PostgresRecords(statements: statements) }

  @discardableResult
  public func save(_ record: AnalysisRecord) async throws -> TrackID {
    let record = try record.storable()
    let (records, statements) = (records, statements)
    // Made here, so that a transaction that is run again makes the same track.
    let newID = record.trackID ?? TrackID()
    return try await write { session in
      let id = try Self.writeTrack(of: record, orNew: newID, statements, session)
      let correctedAt = try records.correction(of: id, session)?.correctedAt
      guard correctedAt.isSameTime(record.correctedAt) else { throw StoreError.outdated(id) }
      try Self.writeSource(of: record, id, statements, session)
      try records.apply([(id, record.result)], at: record.analyzedAt, session)
      return id
    }
  }

  private static func writeTrack(
    of record: AnalysisRecord, orNew newID: TrackID, _ statements: PostgresStatements, _ session: PostgresSession
  ) throws -> TrackID {
    let owner = try record.filePath.flatMap { try lockPath($0, statements, session) }
    let id = record.trackID ?? owner ?? newID
    if let owner, owner != id { throw StoreError.pathTaken(record.filePath, by: owner) }
    var track = try find(id, statements, session) ?? Track(id: id, title: "", createdAt: record.analyzedAt)
    track.fill(from: record.metadata)
    track.filePath = record.filePath ?? track.filePath
    try put(track, statements, session)
    return id
  }

  private static func writeSource(
    of record: AnalysisRecord, _ id: TrackID, _ statements: PostgresStatements, _ session: PostgresSession
  ) throws {
    let table = StoreSchema.analysisSources
    let names = ["raw_data", "content_hash", "versions", "audio_modified_at", "analyzed_at"]
    let parameters: [String?] = [
      String(decoding: record.rawData, as: UTF8.self), record.contentHash, record.versions,
      record.audioModifiedAt.map(Timestamp.text), Timestamp.text(record.analyzedAt),
    ]
    let changed = try session.run(
      """
      UPDATE analysis_sources SET \(statements.assignments(table, names)) \
      WHERE track_id = \(statements.trackID("$6")) AND source_type = $7
      """, parameters + [id.rawValue, record.sourceType])
    if changed.changedCount > 0 { return }
    try session.run(
      statements.insert(into: table, names + ["track_id", "source_type", "id", "confidence_score"]),
      parameters + [id.rawValue, record.sourceType, RecordID.make(), "1"])
  }

  @discardableResult
  public func update(_ updates: [ClassificationUpdate], at now: Date) async throws -> [TrackID] {
    let updates = try updates.map { try $0.storable() }
    let records = records
    return try await write { session in
      let present = try records.lock(updates.map(\.trackID), session)
      let current = try records.current(updates.compactMap(\.basis), session)
      var (results, outdated): ([(id: TrackID, result: Classification)], [TrackID]) = ([], [])
      for update in updates {
        let isPresent = present.contains(update.trackID)
        if let basis = update.basis, !isPresent || !basis.matches(current[basis.sourceID]) {
          outdated.append(update.trackID)
        } else if isPresent {
          results.append((update.trackID, update.result))
        } else {
          throw StoreError.trackNotFound(update.trackID)
        }
      }
      try records.apply(results, at: now, session)
      return outdated
    }
  }

  public func save(_ track: Track) async throws {
    let track = try track.storable()
    let (records, statements) = (records, statements)
    try await write { session in
      if let path = track.filePath, let owner = try Self.lockPath(path, statements, session), owner != track.id {
        throw StoreError.pathTaken(path, by: owner)
      }
      try Self.put(track, statements, session)
      if let derived = track.derived { try records.writeColumns([(track.id, derived)], session) }
    }
  }

  public func removeTrack(_ id: TrackID) async throws {
    let key = statements.trackID("$1")
    try await write { session in
      // Another program's tables may not cascade.
      for table in StoreSchema.tables where table.columns.contains(where: \.belongsToTrack) {
        try session.run("DELETE FROM \(table.name) WHERE track_id = \(key)", [id.rawValue])
      }
      let removed = try session.run("DELETE FROM tracks WHERE id = \(key)", [id.rawValue])
      if removed.changedCount == 0 { throw StoreError.trackNotFound(id) }
    }
  }

  /// Writers that mean the same path take turns, so that it becomes one track.
  /// - Returns: the track that has the path.
  private static func lockPath(
    _ path: String, _ statements: PostgresStatements, _ session: PostgresSession
  ) throws -> TrackID? {
    try session.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [path])
    return try session.run(
      "SELECT id::text FROM tracks WHERE md5(file_path) = md5($1) AND file_path = $1 ORDER BY id LIMIT 1", [path]
    ).first { TrackID(rawValue: try $0.text()) }
  }

  private static func find(
    _ id: TrackID, _ statements: PostgresStatements, _ session: PostgresSession
  ) throws -> Track? {
    let sql = """
      SELECT \(statements.readAll(StoreSchema.tracks)) FROM tracks WHERE id = \(statements.trackID("$1")) \
      FOR NO KEY UPDATE
      """
    return try session.run(sql, [id.rawValue]).first { try Track(row: &$0) }
  }

  /// What is written about the track; what is derived stays.
  private static func put(
    _ track: Track, _ statements: PostgresStatements, _ session: PostgresSession
  ) throws {
    let names = ["title", "album", "artist", "file_path"]
    let parameters = [track.title, track.album, track.artist, track.filePath]
    let changed = try session.run(
      """
      UPDATE tracks SET \(statements.assignments(StoreSchema.tracks, names)) WHERE id = \(statements.trackID("$5"))
      """, parameters + [track.id.rawValue])
    if changed.changedCount > 0 { return }
    try session.run(
      statements.insert(into: StoreSchema.tracks, names + ["id", "created_at"]),
      parameters + [track.id.rawValue, Timestamp.text(track.createdAt)])
  }
}

extension PostgresRecords {
  /// When artifacts were written and their tracks corrected, by the artifacts' row.
  fileprivate func current(
    _ bases: [ClassificationBasis], _ session: PostgresSession
  ) throws -> [String: ClassificationBasis] {
    if bases.isEmpty { return [:] }
    let table = StoreSchema.analysisSources
    let rows = try session.run(
      """
      SELECT \(statements.read(table, ["id", "analyzed_at"], of: "source")), \
      \(statements.read(StoreSchema.trackCorrections, ["corrected_at"], of: "correction")) \
      FROM analysis_sources AS source LEFT JOIN track_corrections AS correction USING (track_id) \
      WHERE source.id = ANY(\(statements.rowIDs(of: table, "$1")))
      """, [PostgresArray.text(bases.map(\.sourceID))])
    let pairs = try rows.map { row in
      let id = try row.text()
      return (
        id,
        ClassificationBasis(
          sourceID: id, analyzedAt: try row.optionalTime() ?? Timestamp.unknown, correctedAt: try row.optionalTime())
      )
    }
    return Dictionary(pairs) { first, _ in first }
  }

  func holds(_ basis: ClassificationBasis, _ session: PostgresSession) throws -> Bool {
    basis.matches(try current([basis], session)[basis.sourceID])
  }
}
