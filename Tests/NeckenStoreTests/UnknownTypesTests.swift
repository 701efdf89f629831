import Foundation
import NeckenCore
import NeckenStore
import TestSupport
import Testing

/// Tables whose columns are of types that we did not choose: domains, numerics, short texts, lists, and
/// pgvector's vectors; and columns of a user's own of types that we do not know at all.
@Suite struct UnknownTypesTests {
  private static func tables(embedding: String) -> String {
    """
    CREATE TYPE mood AS ENUM ('calm', 'wild');
    CREATE TYPE place AS (name TEXT, latitude REAL);
    CREATE DOMAIN share AS DOUBLE PRECISION CHECK (VALUE BETWEEN 0 AND 1);
    CREATE DOMAIN label AS VARCHAR(40);
    CREATE TABLE tracks (
      id UUID PRIMARY KEY, title label NOT NULL, file_path VARCHAR(4000), duration_ms BIGINT, tempo_bpm NUMERIC(6, 2),
      articulation share, has_vocals BOOLEAN, bars DOUBLE PRECISION[], sections JSON, section_labels TEXT[],
      analysis_version CHAR(12), created_at TIMESTAMPTZ DEFAULT now(),
      mood mood NOT NULL DEFAULT 'wild', recorded_in place DEFAULT ('Boda', 61), seen TSTZRANGE, taste \(embedding));
    CREATE TABLE analysis_sources (
      id UUID PRIMARY KEY, track_id UUID NOT NULL REFERENCES tracks(id), source_type label NOT NULL, raw_data JSON,
      confidence_score REAL NOT NULL, analyzed_at TIMESTAMP, mood mood NOT NULL DEFAULT 'wild');
    CREATE TABLE track_dance_styles (
      id UUID PRIMARY KEY, track_id UUID NOT NULL REFERENCES tracks(id), dance_style label NOT NULL, sub_style label,
      is_primary BOOLEAN NOT NULL, confidence share NOT NULL, bpm_multiplier NUMERIC NOT NULL,
      effective_bpm SMALLINT NOT NULL, embedding \(embedding), confirmation_count SMALLINT NOT NULL,
      is_user_confirmed BOOLEAN NOT NULL, created_at TIMESTAMPTZ, mood mood NOT NULL DEFAULT 'wild');
    """
  }

  private func withTables(
    on server: PostgresServer, embedding: String, _ body: (any TrackStore, _ query: (String) throws -> String) async throws -> Void
  ) async throws {
    try await server.withDatabase { name in
      try server.sql(Self.tables(embedding: embedding), in: name)
      try await body(StoreLocation(server.url(name)).open(.existing)) { sql in
        try server.sql(sql, in: name).trimmingCharacters(in: .whitespacesAndNewlines)
      }
    }
  }

  /// Saves, reads, changes, confirms and corrects, and looks at what the columns hold.
  private func useEverything(
    _ store: any TrackStore, _ query: (String) throws -> String
  ) async throws {
    let vector = try Samples.vector().values.map { Float($0) }
    let id = try await store.save(try Samples.record())
    _ = try query("UPDATE tracks SET mood = 'calm', seen = '[2026-01-01, 2026-02-01)' RETURNING 1")
    _ = try query("UPDATE analysis_sources SET mood = 'calm' RETURNING 1")
    _ = try query("UPDATE track_dance_styles SET mood = 'calm' RETURNING 1")
    #expect(try await store.track(id)?.derived == Samples.columns())
    #expect(try await store.styles(of: id).first?.embedding == vector)
    #expect(try await store.styles(of: id).first?.effectiveBpm == 112, "rounded, where the column takes whole numbers")

    // What stays the same is not written: the rows are the very ones that were there.
    let rows = "SELECT string_agg(xmin::text, ' ' ORDER BY id) FROM track_dance_styles"
    let page = try await store.analyses(sourceTypes: [AnalysisSource.neckenSourceType], after: nil, limit: 9)
    let same = try ClassificationUpdate(
      trackID: id, result: Samples.record().result, basis: #require(page.analyses.first).basis)
    let before = try query("SELECT xmin FROM tracks") + query(rows)
    #expect(try await store.update([same], at: Samples.day).isEmpty)
    #expect(try query("SELECT xmin FROM tracks") + query(rows) == before)
    var other = same
    other.result.columns.sections = [0.5, 14]
    other.result.judgements[0].confidence = 0.75
    #expect(try await store.update([other], at: Samples.day).isEmpty)
    #expect(try await store.track(id)?.derived?.sections == [0.5, 14])
    #expect(try await store.styles(of: id).first?.confidence == 0.75)

    try await store.confirm(.init(trackID: id, danceStyle: .vals, person: "Ann", confirmedAt: Samples.day))
    try await store.correct(
      TrackCorrection(trackID: id, barShift: 1, person: "Ann", correctedAt: Samples.day),
      result: try Samples.classification([Samples.judgement(.polska)]))
    let styles = try await store.styles(of: id)
    #expect(styles.names == "*Vals Polska" && styles.first?.embedding == vector)
    #expect(try await store.problems().isEmpty)
    #expect(
      try query("SELECT mood, (recorded_in).name, lower(seen) IS NOT NULL FROM tracks") == "calm|Boda|t")
    #expect(try query("SELECT DISTINCT mood FROM analysis_sources") == "calm")
    #expect(try query("SELECT mood FROM track_dance_styles WHERE dance_style = 'Polska'") == "calm")
  }

  @Test func typesThatWeDidNotChooseAreReadAndWritten() async throws {
    try await withTables(on: try PostgresServer.shared.get(), embedding: "DOUBLE PRECISION[]") { store, query in
      try await useEverything(store, query)
      // What a column of theirs cannot hold is named, and nothing is cut to fit.
      let long = await #expect(throws: StoreError.self) {
        try await store.save(try Samples.record(path: "/b.wav", title: String(repeating: "x", count: 41)))
      }
      guard case .invalidRow(let detail) = long else {
        Issue.record("expected invalidRow, got \(String(describing: long))")
        return
      }
      #expect(detail.contains("too long"), "\(detail)")
      #expect(try await store.count(.all) == 1)
    }
  }

  @Test(.enabled("a PostgreSQL with pgvector is not there and cannot be fetched") { PostgresServer.withVectors != nil })
  func pgvectorsVectorsAreReadAndWritten() async throws {
    let server = try #require(PostgresServer.withVectors)
    for type in ["vector(\(FeatureVector.count))", "vector"] {
      try await server.withDatabase { name in
        try server.sql("CREATE EXTENSION vector", in: name)
        try server.sql(Self.tables(embedding: type), in: name)
        let store = try await StoreLocation(server.url(name)).open(.existing)
        try await useEverything(store) { sql in
          try server.sql(sql, in: name).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let nearest = try server.sql(
          "SELECT dance_style FROM track_dance_styles ORDER BY embedding <-> (SELECT max(embedding::text) FROM track_dance_styles)::vector LIMIT 1",
          in: name)
        #expect(nearest == "Vals\n", "their own searches go on working")
      }
    }
  }
}
