import Foundation
import GRDB
import NeckenCore

extension TrackCorrection {
  /// Columns read by ``init(_:trackID:)``, of a table called `correction`.
  static let columns = """
    correction.corrected_at, correction.tempo_correction, correction.beats_per_bar, correction.bar_shift, \
    correction.person
    """

  /// `nil` where an outer join found none.
  init?(_ columns: inout ColumnReader, trackID: TrackID) throws {
    guard let correctedAt: Date = try columns.next() else { return nil }
    let name: String = try columns.next()
    guard let tempoCorrection = TempoCorrection(rawValue: name) else {
      throw StoreError.invalidRow(detail: "a tempo correction is called \(name)")
    }
    try self.init(
      trackID: trackID, beatsPerBar: columns.next(), tempoCorrection: tempoCorrection, barShift: columns.next(),
      person: columns.next(), correctedAt: correctedAt)
  }

  static func find(_ id: TrackID, _ database: Database) throws -> TrackCorrection? {
    let statement = try database.cachedStatement(
      sql: "SELECT \(columns) FROM track_corrections AS correction WHERE track_id = ?")
    return try Row.fetchOne(statement, arguments: [id.rawValue]).flatMap { row in
      var columns = ColumnReader(row)
      return try TrackCorrection(&columns, trackID: id)
    }
  }

  /// Takes the place of an earlier one; an empty one takes it away.
  func replace(_ database: Database) throws {
    if isEmpty {
      try database.execute(sql: "DELETE FROM track_corrections WHERE track_id = ?", arguments: [trackID.rawValue])
      return
    }
    try database.execute(
      sql: """
        INSERT INTO track_corrections (track_id, beats_per_bar, tempo_correction, bar_shift, person, corrected_at) \
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (track_id) DO UPDATE SET beats_per_bar = excluded.beats_per_bar, \
        tempo_correction = excluded.tempo_correction, bar_shift = excluded.bar_shift, person = excluded.person, \
        corrected_at = excluded.corrected_at
        """,
      arguments: [
        trackID.rawValue, beatsPerBar, tempoCorrection.rawValue, barShift, person, Timestamp.text(correctedAt),
      ])
  }
}
