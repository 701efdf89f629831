public import Foundation

extension PostgresTrackStore {
  public func claimTracks(
    _ selection: TrackSelection, after cursor: TrackID?, limit: Int, for share: WorkShare, at now: Date
  ) async throws -> [TrackID] {
    // Rows that another claims at this moment are passed over, not waited for.
    let sql = """
      WITH free AS (
        SELECT tracks.id, tracks.id::text AS name FROM tracks
        WHERE \(statements.after(cursor, "$1")) AND \(selection.condition("$2")) AND NOT EXISTS (
          SELECT 1 FROM work_claims WHERE work = $3 AND subject = tracks.id::text)
        ORDER BY tracks.id LIMIT $4::bigint FOR NO KEY UPDATE SKIP LOCKED),
      claimed AS (
        INSERT INTO work_claims (work, subject, owner) SELECT $3, name, $5 FROM free
        ON CONFLICT (work, subject) DO NOTHING RETURNING subject)
      SELECT name, claimed.subject IS NOT NULL FROM free LEFT JOIN claimed ON claimed.subject = name ORDER BY free.id
      """
    let parameters = [cursor?.rawValue, selection.parameter, share.work, String(limit), share.owner.rawValue]
    return try await note { session in
      try share.enter(at: now, session)
      while true {
        let found = try session.run(sql, parameters).map { row in
          (id: TrackID(rawValue: try row.text()), isClaimed: try row.boolean())
        }
        let claimed = found.filter(\.isClaimed).map(\.id)
        // All were claimed by others after this statement began; the next one sees that.
        if claimed.isEmpty, !found.isEmpty { continue }
        return claimed
      }
    }
  }

  public func claim(_ subjects: [String], for share: WorkShare, at now: Date) async throws -> [String] {
    try await note { session in
      try share.enter(at: now, session)
      let claimed = try session.run(
        """
        INSERT INTO work_claims (work, subject, owner) SELECT $1, subject, $2 FROM unnest($3::text[]) AS subject \
        ORDER BY subject ON CONFLICT (work, subject) DO NOTHING RETURNING subject
        """, [share.work, share.owner.rawValue, PostgresArray.text(subjects)]
      ).map { try $0.text() }
      let ours = Set(claimed)
      return subjects.filter(ours.contains)
    }
  }

  @discardableResult
  public func renew(_ share: WorkShare, at now: Date) async throws -> [String] {
    try await note { session in
      try share.enter(at: now, session)
      return try session.run(
        """
        SELECT subject FROM work_claims WHERE work = $1 AND owner = $2 AND finished_at IS NULL \
        ORDER BY subject COLLATE "C"
        """, [share.work, share.owner.rawValue]
      ).map { try $0.text() }
    }
  }

  public func finish(_ subjects: [String], for share: WorkShare, at now: Date) async throws {
    try await note { session in
      _ = try session.run(
        """
        UPDATE work_claims SET finished_at = $4::timestamptz \
        WHERE work = $1 AND owner = $2 AND subject = ANY($3::text[]) AND finished_at IS NULL
        """, [share.work, share.owner.rawValue, PostgresArray.text(subjects), Timestamp.text(now)])
    }
  }

  public func release(_ subjects: [String], for share: WorkShare, at now: Date) async throws {
    try await note { session in
      _ = try session.run(
        """
        DELETE FROM work_claims \
        WHERE work = $1 AND owner = $2 AND subject = ANY($3::text[]) AND finished_at IS NULL
        """, [share.work, share.owner.rawValue, PostgresArray.text(subjects)])
    }
  }

  public func leave(_ share: WorkShare, isComplete: Bool, at now: Date) async throws {
    try await note { session in
      try share.lockOwners(session)
      try share.removeGone(at: now, session)
      try share.remove(share.owner.rawValue, session)
      guard isComplete else { return }
      try session.run(
        """
        DELETE FROM work_claims WHERE work = $1 AND NOT EXISTS (SELECT 1 FROM work_owners WHERE work = $1)
        """, [share.work])
    }
  }

  public func progress(of work: String, at now: Date) async throws -> WorkProgress {
    try await read { session in
      func count(_ sql: String, _ parameters: [String?]) throws -> Int {
        try session.run("SELECT COUNT(*) FROM \(sql)", parameters).first { try $0.integer() } ?? 0
      }
      let time = Timestamp.text(now)
      return WorkProgress(
        claimed: try count(
          """
          work_claims JOIN work_owners USING (work, owner) \
          WHERE work = $1 AND finished_at IS NULL AND expires_at > $2::timestamptz
          """, [work, time]),
        finished: try count("work_claims WHERE work = $1 AND finished_at IS NOT NULL", [work]),
        owners: try count("work_owners WHERE work = $1 AND expires_at > $2::timestamptz", [work, time]))
    }
  }
}

extension WorkShare {
  /// Takes or keeps a place in the work, and sends home those whose time is over.
  fileprivate func enter(at now: Date, _ session: PostgresSession) throws {
    try removeGone(at: now, session)
    try session.run(
      """
      INSERT INTO work_owners (work, owner, expires_at) VALUES ($1, $2, $3::timestamptz) \
      ON CONFLICT (work, owner) DO UPDATE SET expires_at = excluded.expires_at
      """, [work, owner.rawValue, Timestamp.text(now + leaseSeconds)])
  }

  /// Those who come and go wait for each other, so that the last one knows that it is the last.
  fileprivate func lockOwners(_ session: PostgresSession) throws {
    try session.execute("LOCK TABLE work_owners IN SHARE ROW EXCLUSIVE MODE")
  }

  /// Gives back the claims of owners whose lease is over or whose process is gone.
  fileprivate func removeGone(at now: Date, _ session: PostgresSession) throws {
    let owners = try session.run(
      "SELECT owner, expires_at <= $2::timestamptz FROM work_owners WHERE work = $1", [work, Timestamp.text(now)]
    ).map { row in (text: try row.text(), isOver: try row.boolean()) }
    for other in owners where other.isOver || WorkOwner(rawValue: other.text)?.isGone == true {
      try remove(other.text, session)
    }
  }

  fileprivate func remove(_ owner: String, _ session: PostgresSession) throws {
    try session.run("DELETE FROM work_owners WHERE work = $1 AND owner = $2", [work, owner])
    try session.run(
      "DELETE FROM work_claims WHERE work = $1 AND owner = $2 AND finished_at IS NULL", [work, owner])
  }
}
