public import Foundation
import GRDB
import NeckenCore

extension SQLiteTrackStore {
  @discardableResult
  public func save(_ record: AnalysisRecord) async throws -> TrackID {
    try await write { database in
      var track: Track
      if let known = try Track.find(filePath: record.filePath, database) {
        track = known
        track.fill(from: record.metadata)
        try track.updateMetadata(database)
      } else {
        track = Track(title: "", filePath: record.filePath, createdAt: record.analyzedAt)
        track.fill(from: record.metadata)
        try track.insert(database)
      }
      try AnalysisSource(
        id: RecordID.make(), trackID: track.id, sourceType: record.sourceType, rawData: record.rawData,
        contentHash: record.contentHash, versions: record.versions, analyzedAt: record.analyzedAt
      ).upsert(database)
      try Self.apply(record.result, to: track.id, at: record.analyzedAt, database)
      return track.id
    }
  }

  public func update(_ updates: [ClassificationUpdate], at now: Date) async throws {
    try await write { database in
      for update in updates { try Self.apply(update.result, to: update.trackID, at: now, database) }
    }
  }

  private static func apply(
    _ result: Classification, to id: TrackID, at now: Date, _ database: Database
  ) throws {
    guard try result.columns.write(to: id, database) else { throw StoreError.trackNotFound(id) }
    let existing = try TrackDanceStyle.all(of: id, database)
    let merged = StyleMerge.merge(existing: existing, with: result, trackID: id, at: now)
    try TrackDanceStyle.replace(existing, with: merged, database)
  }

  public func save(_ track: Track) async throws {
    try await write { database in
      if let path = track.filePath, let owner = try Track.find(filePath: path, database), owner.id != track.id {
        throw StoreError.invalidRow(detail: "the path \(path) belongs to track \(owner.id)")
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
      try database.execute(sql: "DELETE FROM tracks WHERE id = ?", arguments: [id.rawValue])
      if database.changesCount == 0 { throw StoreError.trackNotFound(id) }
    }
  }

  public func confirm(_ confirmation: StyleConfirmation) async throws {
    try await write { database in
      let id = confirmation.trackID
      guard try Track.find(id, database) != nil else { throw StoreError.trackNotFound(id) }
      let existing = try TrackDanceStyle.all(of: id, database)
      var voting = StyleVoting(rows: existing, votes: try StyleVote.all(of: id, database))
      try voting.apply(confirmation)
      try TrackDanceStyle.replace(existing, with: voting.rows, database)
      try StyleVote.record(confirmation, database)
    }
  }
}

extension StyleVote {
  fileprivate static func all(of id: TrackID, _ database: Database) throws -> [StyleVote] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT person, dance_style, confirmed_at FROM style_confirmations WHERE track_id = ? ORDER BY person
        """, arguments: [id.rawValue]
    ).map { row in
      try StyleVote(
        person: row.value("person"), danceStyle: DanceStyle(row.value("dance_style")),
        confirmedAt: row.value("confirmed_at"))
    }
  }

  fileprivate static func record(_ confirmation: StyleConfirmation, _ database: Database) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO style_confirmations (track_id, person, dance_style, confirmed_at) \
        VALUES (?, ?, ?, ?)
        """,
      arguments: [
        confirmation.trackID.rawValue, confirmation.person, confirmation.danceStyle.rawValue,
        Timestamp.text(confirmation.confirmedAt),
      ])
  }
}
