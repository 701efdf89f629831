public import Foundation
import GRDB

extension SQLiteTrackStore {
  public func claimTracks(
    _ selection: TrackSelection, after cursor: TrackID?, limit: Int, for share: WorkShare, at now: Date
  ) async throws -> [TrackID] {
    try await write { database in
      try share.enter(at: now, database)
      let (page, condition) = (Self.page(after: cursor), selection.condition)
      let statement = try database.cachedStatement(
        sql: """
          SELECT CAST(id AS TEXT) FROM tracks WHERE \(page.sql) AND \(condition.sql) AND NOT EXISTS (
            SELECT 1 FROM work_claims WHERE work = ? AND subject = CAST(tracks.id AS TEXT))
          ORDER BY tracks.id LIMIT ?
          """)
      let subjects = try String.fetchAll(
        statement, arguments: page.arguments + condition.arguments + [share.work, limit])
      return try share.claim(subjects, database).map(TrackID.init(rawValue:))
    }
  }

  public func claim(_ subjects: [String], for share: WorkShare, at now: Date) async throws -> [String] {
    try await write { database in
      try share.enter(at: now, database)
      return try share.claim(subjects, database)
    }
  }

  @discardableResult
  public func renew(_ share: WorkShare, at now: Date) async throws -> [String] {
    try await write { database in
      try share.enter(at: now, database)
      return try String.fetchAll(
        database,
        sql: """
          SELECT subject FROM work_claims WHERE work = ? AND owner = ? AND finished_at IS NULL ORDER BY subject
          """, arguments: [share.work, share.owner.rawValue])
    }
  }

  public func finish(_ subjects: [String], for share: WorkShare, at now: Date) async throws {
    try await write { database in
      let statement = try database.cachedStatement(
        sql: """
          UPDATE work_claims SET finished_at = ? \
          WHERE work = ? AND subject = ? AND owner = ? AND finished_at IS NULL
          """)
      for subject in subjects {
        try statement.execute(
          arguments: [Timestamp.text(now), share.work, subject, share.owner.rawValue])
      }
    }
  }

  public func release(_ subjects: [String], for share: WorkShare, at now: Date) async throws {
    try await write { database in
      let statement = try database.cachedStatement(
        sql: "DELETE FROM work_claims WHERE work = ? AND subject = ? AND owner = ? AND finished_at IS NULL")
      for subject in subjects {
        try statement.execute(arguments: [share.work, subject, share.owner.rawValue])
      }
    }
  }

  public func leave(_ share: WorkShare, isComplete: Bool, at now: Date) async throws {
    try await write { database in
      try share.removeGone(at: now, database)
      try database.execute(
        sql: "DELETE FROM work_claims WHERE work = ? AND owner = ? AND finished_at IS NULL",
        arguments: [share.work, share.owner.rawValue])
      try database.execute(
        sql: "DELETE FROM work_owners WHERE work = ? AND owner = ?", arguments: [share.work, share.owner.rawValue])
      guard isComplete else { return }
      try database.execute(
        sql: """
          DELETE FROM work_claims WHERE work = ?1 AND NOT EXISTS (SELECT 1 FROM work_owners WHERE work = ?1)
          """, arguments: [share.work])
    }
  }

  public func progress(of work: String, at now: Date) async throws -> WorkProgress {
    try await read { database in
      let time = Timestamp.text(now)
      func count(_ sql: String, _ arguments: StatementArguments) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(sql)", arguments: arguments) ?? 0
      }
      return WorkProgress(
        claimed: try count(
          "work_claims JOIN work_owners USING (work, owner) WHERE work = ? AND finished_at IS NULL AND expires_at > ?",
          [work, time]),
        finished: try count("work_claims WHERE work = ? AND finished_at IS NOT NULL", [work]),
        owners: try count("work_owners WHERE work = ? AND expires_at > ?", [work, time]))
    }
  }
}

extension WorkShare {
  /// Takes or keeps a place in the work, and sends home those whose time is over.
  fileprivate func enter(at now: Date, _ database: Database) throws {
    try removeGone(at: now, database)
    try database.cachedStatement(
      sql: """
        INSERT INTO work_owners (work, owner, expires_at) VALUES (?, ?, ?) \
        ON CONFLICT (work, owner) DO UPDATE SET expires_at = excluded.expires_at
        """
    ).execute(arguments: [work, owner.rawValue, Timestamp.text(now + leaseSeconds)])
  }

  fileprivate func claim(_ subjects: [String], _ database: Database) throws -> [String] {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO work_claims (work, subject, owner) VALUES (?, ?, ?) ON CONFLICT (work, subject) DO NOTHING")
    return try subjects.filter { subject in
      try statement.execute(arguments: [work, subject, owner.rawValue])
      return database.changesCount > 0
    }
  }

  /// Gives back the claims of owners whose lease is over or whose process is gone.
  fileprivate func removeGone(at now: Date, _ database: Database) throws {
    let owners = try Row.fetchAll(
      database.cachedStatement(sql: "SELECT owner, expires_at <= ? AS is_over FROM work_owners WHERE work = ?"),
      arguments: [Timestamp.text(now), work])
    for row in owners {
      let text: String = try row.value("owner")
      guard try row.value("is_over") || WorkOwner(rawValue: text)?.isGone == true else { continue }
      try database.execute(sql: "DELETE FROM work_owners WHERE work = ? AND owner = ?", arguments: [work, text])
      try database.execute(
        sql: "DELETE FROM work_claims WHERE work = ? AND owner = ? AND finished_at IS NULL", arguments: [work, text])
    }
  }
}
