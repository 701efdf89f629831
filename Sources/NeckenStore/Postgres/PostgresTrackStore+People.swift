import Foundation
import NeckenCore

extension PostgresTrackStore {
  public func confirm(_ confirmations: [StyleConfirmation]) async throws -> [StoreError?] {
    let confirmations = confirmations.map { $0.storable() }
    let records = PostgresRecords(statements: statements)
    return try await write { session in
      _ = try records.lock(confirmations.map(\.trackID), session)
      return try confirmations.map { confirmation in
        do {
          try records.record(confirmation, session)
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
    let records = PostgresRecords(statements: statements)
    try await write { session in
      let id = correction.trackID
      guard try records.lock([id], session).contains(id) else { throw StoreError.trackNotFound(id) }
      if let basis, try !records.holds(basis, session) { throw StoreError.outdated(id) }
      try records.replace(correction, session)
      if let confirmation { try records.record(confirmation, session) }
      try records.apply([(id, result)], at: correction.correctedAt, isCorrection: true, session)
    }
  }
}

extension PostgresRecords {
  /// Both refusals come before anything is written.
  fileprivate func record(_ confirmation: StyleConfirmation, _ session: PostgresSession) throws {
    let id = confirmation.trackID
    guard try lock([id], session).contains(id) else { throw StoreError.trackNotFound(id) }
    let existing = try styles(of: [id], withVectors: true, session)[id, default: []]
    var voting = StyleVoting(rows: existing, votes: try votes(on: id, session))
    try voting.apply(confirmation)
    try replace([(before: existing, after: voting.rows)], session)
    try session.run(
      "DELETE FROM style_confirmations WHERE track_id = \(statements.trackID("$1")) AND person = $2",
      [id.rawValue, confirmation.person])
    try session.run(
      statements.insert(into: StoreSchema.styleConfirmations, ["track_id", "person", "dance_style", "confirmed_at"]),
      [id.rawValue, confirmation.person, confirmation.danceStyle.rawValue, Timestamp.text(confirmation.confirmedAt)])
  }

  private func votes(on id: TrackID, _ session: PostgresSession) throws -> [StyleVote] {
    let columns = statements.read(StoreSchema.styleConfirmations, ["person", "dance_style", "confirmed_at"])
    return try session.run(
      "SELECT \(columns) FROM style_confirmations WHERE track_id = \(statements.trackID("$1")) ORDER BY person",
      [id.rawValue]
    ).map { row in
      try StyleVote(person: row.text(), danceStyle: DanceStyle(row.text()), confirmedAt: row.time())
    }
  }
}
