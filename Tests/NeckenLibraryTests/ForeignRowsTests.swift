import Foundation
import NeckenCore
import NeckenML
import TestSupport
import Testing

/// Rows that no store of ours would take, put there by other programs: bulk work names them and goes on.
@Suite struct ForeignRowsTests {
  private static let ours = [AnalysisSource.neckenSourceType]

  private func reclassify(_ store: any TrackStore) async throws -> ReclassifySummary {
    try await ReclassifyJob(store: store, judge: TrackJudge()).run()
  }

  /// Saves a track under each name, and one that is as it should be.
  private func fill(_ store: any TrackStore, _ names: [String]) async throws {
    for name in names + ["good"] { try await Collection.save("Hambo \(name)", bpm: 112, style: .vals, in: store) }
  }

  private func expectOnlyTheGood(_ store: any TrackStore, bad: [String]) async throws {
    let summary = try await reclassify(store)
    #expect(summary.examined == bad.count + 1)
    #expect(Set(summary.unreadable.map(\.name)) == Set(bad.map { "/music/Hambo \($0).wav" }))
    #expect(summary.unreadable.allSatisfy { !$0.reason.isEmpty })
    #expect(summary.changes == [.init(from: .vals, to: .hambo, count: 1)])
  }

  @Test func aFileWithWhatIsNoArtifacts() async throws {
    try await MusicFolder.with { folder in
      let path = folder.path + "/foreign.sqlite"
      let store = try await StoreLocation(path).open()
      let values = [
        "half": "substr(raw_data, 1, length(raw_data) / 2)", "nothing": "''", "a number": "42",
        "zeros": "zeroblob(100)", "not a number": #"'{"version": NaN}'"#, "a list": "'[]'",
        "ill-formed": "CAST(x'7B22FF223A317D' AS TEXT)",
        // 34 MB; pages end at 16.
        "huge": #"'{"version":"2.0.0","filler":"' || hex(zeroblob(17000000)) || '"}'"#,
        "deep": #"'{"version":' || replace(hex(zeroblob(50000)), '0', '[') || '}'"#,
      ]
      try await fill(store, Array(values.keys) + ["twin"])
      for (name, value) in values {
        try Program.sqlite(
          path, "UPDATE analysis_sources SET raw_data = \(value) WHERE content_hash = 'Hambo \(name)'")
      }
      // Infinite numbers in styles and columns; two analyses of one track at the same moment.
      try Program.sqlite(path, "UPDATE track_dance_styles SET confidence = 9e999, effective_bpm = -9e999")
      try Program.sqlite(path, "UPDATE tracks SET tempo_bpm = 9e999, loudness = NULL")
      try Program.sqlite(
        path, """
          INSERT INTO analysis_sources (id, track_id, source_type, raw_data, analyzed_at)
          SELECT 'twin', track_id, source_type, raw_data, analyzed_at FROM analysis_sources
          WHERE content_hash = 'Hambo twin'
          """)
      let summary = try await reclassify(store)
      #expect(summary.examined == values.count + 2, "a track counts once")
      #expect(Set(summary.unreadable.map(\.name)) == Set(values.keys.map { "/music/Hambo \($0).wav" }))
      #expect(summary.changes == [.init(from: .vals, to: .hambo, count: 2)])
      let good = try #require(try await store.track(filePath: "/music/Hambo good.wav"))
      #expect(good.derived?.tempoBpm.map { abs($0 - 112) < 1 } == true)
      #expect(try await store.styles(of: good.id).first?.confidence ?? 2 <= 1)
    }
  }

  @Test func aServerWithWhatIsNoArtifacts() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      let store = try await StoreLocation(server.url(name)).open()
      let values = [
        "a number": "'42'", "a text": #"'"{}"'"#, "null in it": "'null'", "a list": "'[]'",
        "half": "jsonb_set(raw_data, '{rhythm}', '{}')",
        "later": #"'{"version": "3.0.0"}'"#, "a huge number": #"'{"version": "2.0.0", "audio": 1e400}'"#,
        // 34 MB that a few kilobytes unpack to, and 35 MB that nothing packs.
        "packed": "jsonb_build_object('version', '2.0.0', 'filler', repeat('x', 34000000))",
        "huge": """
          (SELECT jsonb_build_object('version', '2.0.0', 'filler', string_agg(md5(number::text), ''))
          FROM generate_series(1, 1100000) AS number)
          """,
      ]
      try await fill(store, Array(values.keys))
      for (track, value) in values {
        try server.sql(
          "UPDATE analysis_sources SET raw_data = \(value) WHERE content_hash = 'Hambo \(track)'", in: name)
      }
      try server.sql(
        """
        UPDATE track_dance_styles SET confidence = 'NaN', effective_bpm = 'Infinity', bpm_multiplier = 'NaN';
        UPDATE tracks SET tempo_bpm = 'NaN', loudness = '-Infinity', bars = '[1, null]', sections = '{}'
        """, in: name)
      try await expectOnlyTheGood(store, bad: Array(values.keys))
      let good = try #require(try await store.track(filePath: "/music/Hambo good.wav"))
      #expect(good.derived?.tempoBpm.map { abs($0 - 112) < 1 } == true)
      #expect(try await store.styles(of: good.id).first?.confidence ?? 2 <= 1)
    }
  }

  @Test func aTitleOfAMillionCharactersIsClassified() async throws {
    try await MusicFolder.with { folder in
      let store = try await StoreLocation(folder.path + "/long.sqlite").open()
      try await Collection.save("a tune", bpm: 112, style: .vals, in: store)
      try Program.sqlite(
        folder.path + "/long.sqlite",
        "UPDATE tracks SET title = replace(hex(zeroblob(500000)), '00', 'ö ') || 'hambo', file_path = NULL")
      #expect(try await reclassify(store).changes == [.init(from: .vals, to: .hambo, count: 1)])
    }
  }
}
