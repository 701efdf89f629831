import Foundation
import NeckenCore
import NeckenStore
import TestSupport
import Testing

/// Columns and tables of one's own survive everything, on a server as in a file (``SQLiteFileTests``).
@Suite struct UsersColumnsTests {
  private static let tables = ["tracks", "analysis_sources", "track_dance_styles"]

  @Test func usersColumnsSurviveAMigration() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      let id = try await PostgresTrackStore(url: server.url(name)).save(try Samples.record())
      for table in Self.tables {
        try server.sql("ALTER TABLE \(table) ADD COLUMN my_note TEXT NOT NULL DEFAULT 'none'", in: name)
        try server.sql("UPDATE \(table) SET my_note = 'mine'", in: name)
      }
      try server.sql("CREATE TABLE my_table (track_id TEXT REFERENCES tracks(id)); INSERT INTO my_table VALUES ('\(id)')", in: name)
      // As an earlier neckenml left it.
      try server.sql(
        "UPDATE neckenml_schema SET version = 1; DROP TABLE track_corrections, work_claims, work_owners; "
          + "ALTER TABLE analysis_sources DROP COLUMN audio_modified_at", in: name)

      let store = try await PostgresTrackStore(url: server.url(name))
      try await store.save(try Samples.record(json: #"{"new":1}"#, hash: "cc", [Samples.judgement(.polska, 0.9)]))
      try await store.confirm(.init(trackID: id, danceStyle: .polska, person: "Ann", confirmedAt: Samples.day))
      try await store.correct(
        TrackCorrection(trackID: id, barShift: 1, person: "Ann", correctedAt: Samples.day),
        result: try Samples.classification([Samples.judgement(.hambo)]))
      for table in Self.tables {
        let notes = try server.sql("SELECT string_agg(my_note, ' ' ORDER BY my_note) FROM \(table)", in: name)
        let expected = table == "track_dance_styles" ? "mine none\n" : "mine\n"
        #expect(notes == expected, "\(table)")
      }
      #expect(try server.sql("SELECT count(*) FROM my_table", in: name) == "1\n")
    }
  }
}
