import Foundation
import NeckenCore

/// Reads and writes rows within a transaction, for several tracks at a time.
struct PostgresRecords: Sendable {
  var statements: PostgresStatements

  /// Keeps other writers from these tracks until the transaction ends; in order, so that two do not wait
  /// for each other.
  /// - Returns: those that are there.
  func lock(_ ids: [TrackID], _ session: PostgresSession) throws -> Set<TrackID> {
    let rows = try session.run(
      """
      SELECT tracks.id::text FROM tracks WHERE tracks.id = ANY(\(statements.trackIDs("$1"))) \
      ORDER BY tracks.id FOR NO KEY UPDATE
      """, [PostgresArray.text(ids.map(\.rawValue))])
    return Set(try rows.map { TrackID(rawValue: try $0.text()) })
  }

  /// The tracks' styles, each track's in display order.
  /// - Parameters:
  ///   - withVectors: vectors are a kilobyte each and seldom needed.
  ///   - onFault: told of rows that cannot be read; without it they are thrown.
  func styles(
    of ids: [TrackID], withVectors: Bool, _ session: PostgresSession,
    onFault: ((TrackID, any Error) -> Void)? = nil
  ) throws -> [TrackID: [TrackDanceStyle]] {
    let table = StoreSchema.trackDanceStyles
    let columns = table.columns.map { column in
      column.kind == .vector && !withVectors ? "NULL" : statements.layout.read(table.name, column, of: table.name)
    }
    let rows = try session.run(
      """
      SELECT track_id::text, \(columns.joined(separator: ", ")) FROM track_dance_styles \
      WHERE track_id = ANY(\(statements.trackIDs("$1")))
      """, [PostgresArray.text(ids.map(\.rawValue))])
    var found: [TrackID: [TrackDanceStyle]] = [:]
    try rows.forEach { row in
      let id = TrackID(rawValue: try row.text())
      do {
        found[id, default: []].append(try TrackDanceStyle(row: &row))
      } catch {
        guard let onFault else { throw error }
        onFault(id, error)
      }
    }
    return found.mapValues { $0.inDisplayOrder() }
  }

  func correction(of id: TrackID, _ session: PostgresSession) throws -> TrackCorrection? {
    let columns = statements.read(StoreSchema.trackCorrections, TrackCorrection.names)
    let sql = "SELECT \(columns) FROM track_corrections WHERE track_id = \(statements.trackID("$1"))"
    return try session.run(sql, [id.rawValue]).first { try TrackCorrection(row: &$0, trackID: id) } ?? nil
  }

  /// Takes the place of an earlier one; an empty one takes it away.
  func replace(_ correction: TrackCorrection, _ session: PostgresSession) throws {
    try session.run(
      "DELETE FROM track_corrections WHERE track_id = \(statements.trackID("$1"))", [correction.trackID.rawValue])
    if correction.isEmpty { return }
    try session.run(
      statements.insert(into: StoreSchema.trackCorrections, ["track_id"] + TrackCorrection.names),
      [correction.trackID.rawValue] + correction.parameters)
  }

  /// Writes columns and styles of tracks that are locked, in the order given.
  func apply(
    _ results: [(id: TrackID, result: Classification)], at now: Date, isCorrection: Bool = false,
    _ session: PostgresSession
  ) throws {
    try writeColumns(results.map { (id: $0.id, columns: $0.result.columns) }, session)
    // A track that comes twice is merged twice.
    var rest = results[...]
    while !rest.isEmpty {
      var ids: Set<TrackID> = []
      let round = rest.prefix { ids.insert($0.id).inserted }
      rest = rest.dropFirst(round.count)
      let existing = try styles(of: Array(ids), withVectors: false, session)
      let changes = round.map { id, result in
        let before = existing[id, default: []]
        let after = StyleMerge.merge(
          existing: before, with: result, trackID: id, at: now, isCorrection: isCorrection)
        return (before: before, after: after)
      }
      try replace(changes, session)
    }
  }

  func writeColumns(_ rows: [(id: TrackID, columns: TrackColumns)], _ session: PostgresSession) throws {
    let names = TrackColumns.names
    let sql = """
      UPDATE tracks SET \(statements.assignments(StoreSchema.tracks, names)) \
      WHERE id = \(statements.trackID("$\(names.count + 1)")) AND \(statements.differs(StoreSchema.tracks, names))
      """
    try session.run(
      sql,
      each: try rows.map { id, columns in
        try (columns.parameters + [id.rawValue]).map { $0.map(PostgresValue.text) }
      })
  }

  /// Makes tracks' style rows these, in place, so that users' own columns stay.
  func replace(
    _ changes: [(before: [TrackDanceStyle], after: [TrackDanceStyle])], _ session: PostgresSession
  ) throws {
    let table = StoreSchema.trackDanceStyles
    var (removed, changed, added): ([[PostgresValue?]], [[PostgresValue?]], [[PostgresValue?]]) = ([], [], [])
    for (before, after) in changes {
      let known = Set(before.map(\.id))
      let kept = Set(after.map(\.id))
      removed += before.filter { !kept.contains($0.id) }.map { [.text($0.id)] }
      for row in after {
        if known.contains(row.id) {
          changed.append(row.changeableParameters + [.text(row.id)])
        } else {
          added.append(
            row.changeableParameters + [
              .text(row.trackID.rawValue), .text(row.danceStyle.rawValue), .text(Timestamp.text(row.createdAt)),
              .text(row.id),
            ])
        }
      }
    }
    let names = TrackDanceStyle.changeableNames
    try session.run("DELETE FROM track_dance_styles WHERE \(statements.assignments(table, ["id"]))", each: removed)
    try session.run(
      """
      UPDATE track_dance_styles SET \(statements.assignments(table, names)) \
      WHERE \(statements.assignments(table, ["id"], from: names.count + 1)) AND \(statements.differs(table, names))
      """, each: changed)
    try session.run(
      statements.insert(into: table, names + ["track_id", "dance_style", "created_at", "id"]), each: added)
  }
}
