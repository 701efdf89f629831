public import Foundation
import GRDB
import NeckenCore

extension SQLiteTrackStore {
  @discardableResult
  public func save(_ record: AnalysisRecord) async throws -> TrackID {
    let record = try record.storable()
    return try await write { database in
      let id = try Self.writeTrack(of: record, database)
      let correctedAt = try TrackCorrection.find(id, database)?.correctedAt
      guard correctedAt.isSameTime(record.correctedAt) else { throw StoreError.outdated(id) }
      try AnalysisSource(
        id: RecordID.make(), trackID: id, sourceType: record.sourceType, rawData: record.rawData,
        contentHash: record.contentHash, versions: record.versions, audioModifiedAt: record.audioModifiedAt,
        analyzedAt: record.analyzedAt
      ).upsert(database)
      try Self.apply(record.result, to: id, at: record.analyzedAt, database)
      return id
    }
  }

  private static func writeTrack(of record: AnalysisRecord, _ database: Database) throws -> TrackID {
    let byPath = try record.filePath.flatMap { try Track.find(filePath: $0, database) }
    let known = try record.trackID.map { try Track.find($0, database) } ?? byPath
    var track =
      known
      ?? Track(
        id: record.trackID ?? TrackID(), title: "", filePath: record.filePath, createdAt: record.analyzedAt)
    if let byPath, byPath.id != track.id { throw StoreError.pathTaken(byPath.filePath, by: byPath.id) }
    track.fill(from: record.metadata)
    track.filePath = record.filePath ?? track.filePath
    if known == nil { try track.insert(database) } else { try track.updateMetadata(database) }
    return track.id
  }

  @discardableResult
  public func update(_ updates: [ClassificationUpdate], at now: Date) async throws -> [TrackID] {
    let updates = try updates.map { try $0.storable() }
    return try await write { database in
      var outdated: [TrackID] = []
      for update in updates {
        if let basis = update.basis, try !basis.holds(for: update.trackID, database) {
          outdated.append(update.trackID)
        } else {
          try Self.apply(update.result, to: update.trackID, at: now, database)
        }
      }
      return outdated
    }
  }

  private static func apply(
    _ result: Classification, to id: TrackID, at now: Date, isCorrection: Bool = false, _ database: Database
  ) throws {
    guard try result.columns.write(to: id, database) else { throw StoreError.trackNotFound(id) }
    let existing = try TrackDanceStyle.all(of: id, database)
    let merged = StyleMerge.merge(
      existing: existing, with: result, trackID: id, at: now, isCorrection: isCorrection)
    try TrackDanceStyle.replace(existing, with: merged, database)
  }

  public func save(_ track: Track) async throws {
    let track = try track.storable()
    try await write { database in
      if let path = track.filePath, let owner = try Track.find(filePath: path, database), owner.id != track.id {
        throw StoreError.pathTaken(path, by: owner.id)
      }
      if try Track.find(track.id, database) == nil {
        try track.insert(database)
      } else {
        try track.updateMetadata(database)
      }
      if let derived = track.derived { _ = try derived.write(to: track.id, database) }
    }
  }

  public func removeTrack(_ id: TrackID) async throws {
    try await write { database in
      // Another program's tables may not cascade.
      for table in StoreSchema.tables where table.columns.contains(where: \.belongsToTrack) {
        try database.execute(sql: "DELETE FROM \(table.name) WHERE track_id = ?", arguments: [id.rawValue])
      }
      try database.execute(sql: "DELETE FROM tracks WHERE id = ?", arguments: [id.rawValue])
      if database.changesCount == 0 { throw StoreError.trackNotFound(id) }
    }
  }

  public func confirm(_ confirmations: [StyleConfirmation]) async throws -> [StoreError?] {
    let confirmations = confirmations.map { $0.storable() }
    return try await write { database in
      try confirmations.map { confirmation in
        do {
          try Self.record(confirmation, database)
          return nil
        } catch let refusal as StoreError where refusal.concernsOneTrack {
          return refusal
        }
      }
    }
  }

  public func correct(
    _ correction: TrackCorrection, result: Classification, confirming confirmation: StyleConfirmation?,
    basis: ClassificationBasis?
  ) async throws {
    let result = try result.storable()
    let confirmation = confirmation?.storable()
    try await write { database in
      let id = correction.trackID
      guard try Track.find(id, database) != nil else { throw StoreError.trackNotFound(id) }
      if let basis, try !basis.holds(for: id, database) { throw StoreError.outdated(id) }
      try correction.replace(database)
      if let confirmation { try Self.record(confirmation, database) }
      try Self.apply(result, to: id, at: correction.correctedAt, isCorrection: true, database)
    }
  }

  private static func record(_ confirmation: StyleConfirmation, _ database: Database) throws {
    let id = confirmation.trackID
    guard try Track.find(id, database) != nil else { throw StoreError.trackNotFound(id) }
    let existing = try TrackDanceStyle.all(of: id, database)
    var voting = StyleVoting(rows: existing, votes: try StyleVote.all(of: id, database))
    try voting.apply(confirmation)
    try TrackDanceStyle.replace(existing, with: voting.rows, database)
    try StyleVote.record(confirmation, database)
  }
}

extension ClassificationBasis {
  /// Whether the track still has these artifacts and this correction.
  fileprivate func holds(for id: TrackID, _ database: Database) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: """
        SELECT source.analyzed_at, correction.corrected_at FROM analysis_sources AS source \
        LEFT JOIN track_corrections AS correction ON correction.track_id = source.track_id \
        WHERE +source.id = ? AND source.track_id = ?
        """)  // With the sign SQLite finds it by the track, in the index alone.
    return try matches(
      Row.fetchOne(statement, arguments: [sourceID, id.rawValue]).map { row in
        var columns = ColumnReader(row)
        return try ClassificationBasis(
          sourceID: sourceID, analyzedAt: columns.next() ?? Timestamp.unknown, correctedAt: columns.next())
      })
  }
}

extension StyleVote {
  fileprivate static func all(of id: TrackID, _ database: Database) throws -> [StyleVote] {
    let statement = try database.cachedStatement(
      sql: "SELECT person, dance_style, confirmed_at FROM style_confirmations WHERE track_id = ? ORDER BY person")
    return try Row.fetchAll(statement, arguments: [id.rawValue]).map { row in
      try StyleVote(
        person: row.value("person"), danceStyle: DanceStyle(row.value("dance_style")),
        confirmedAt: row.value("confirmed_at"))
    }
  }

  fileprivate static func record(_ confirmation: StyleConfirmation, _ database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO style_confirmations (track_id, person, dance_style, confirmed_at) \
        VALUES (?, ?, ?, ?)
        """
    ).execute(arguments: [
      confirmation.trackID.rawValue, confirmation.person, confirmation.danceStyle.rawValue,
      Timestamp.text(confirmation.confirmedAt),
    ])
  }
}
