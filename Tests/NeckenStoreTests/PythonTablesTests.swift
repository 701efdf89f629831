import Foundation
import GRDB
import NeckenCore
import NeckenStore
import TestSupport
import Testing

/// Tables that the Python neckenml, or the site built on it, has made are used where they are: other
/// types, missing and additional columns, rows that say less than ours.
@Suite struct PythonTablesTests {
  private static let track = "6f1c2f0a-1111-4c1e-9d3a-000000000001"
  private static let other = "6f1c2f0a-1111-4c1e-9d3a-000000000002"
  private static let broken = "6f1c2f0a-1111-4c1e-9d3a-000000000003"
  private static let vector = (0..<FeatureVector.count).map { String($0) }.joined(separator: ", ")
  private let types = [AnalysisSource.neckenSourceType, AnalysisSource.legacySourceType]

  /// The types that SQLAlchemy gives the package's models, with the columns that the site adds.
  private static let postgresTables = """
    CREATE TABLE tracks (
      id UUID PRIMARY KEY, title VARCHAR NOT NULL, isrc VARCHAR UNIQUE, artist VARCHAR, duration_ms INTEGER,
      has_vocals BOOLEAN, bars JSONB, sections DOUBLE PRECISION[], processing_status VARCHAR NOT NULL DEFAULT 'DONE',
      created_at TIMESTAMPTZ NOT NULL DEFAULT now(), analysis_version VARCHAR);
    CREATE TABLE analysis_sources (
      id UUID PRIMARY KEY, track_id UUID NOT NULL REFERENCES tracks(id), source_type VARCHAR NOT NULL,
      raw_data JSONB, confidence_score DOUBLE PRECISION NOT NULL, analyzed_at TIMESTAMP NOT NULL DEFAULT now());
    CREATE TABLE track_dance_styles (
      id UUID PRIMARY KEY, track_id UUID NOT NULL REFERENCES tracks(id), dance_style VARCHAR NOT NULL,
      sub_style VARCHAR, is_primary BOOLEAN NOT NULL, confidence DOUBLE PRECISION NOT NULL,
      tempo_category VARCHAR, bpm_multiplier DOUBLE PRECISION NOT NULL, effective_bpm INTEGER NOT NULL,
      embedding DOUBLE PRECISION[], confirmation_count INTEGER NOT NULL, is_user_confirmed BOOLEAN NOT NULL,
      user_notes VARCHAR, created_at TIMESTAMPTZ NOT NULL DEFAULT now());
    CREATE TABLE style_keywords (
      id UUID PRIMARY KEY, keyword VARCHAR NOT NULL, main_style VARCHAR NOT NULL, sub_style VARCHAR,
      is_active BOOLEAN NOT NULL DEFAULT true);
    """

  private static let sqliteTables = """
    CREATE TABLE tracks (
      id CHAR(36) PRIMARY KEY, title VARCHAR NOT NULL, isrc VARCHAR UNIQUE, artist VARCHAR, duration_ms INTEGER,
      has_vocals BOOLEAN, bars JSON, sections JSON, processing_status VARCHAR NOT NULL DEFAULT 'DONE',
      created_at DATETIME, analysis_version VARCHAR);
    CREATE TABLE analysis_sources (
      id CHAR(36) PRIMARY KEY, track_id CHAR(36) NOT NULL REFERENCES tracks(id), source_type VARCHAR NOT NULL,
      raw_data JSON, confidence_score FLOAT NOT NULL DEFAULT 1, analyzed_at DATETIME);
    CREATE TABLE track_dance_styles (
      id CHAR(36) PRIMARY KEY, track_id CHAR(36) NOT NULL REFERENCES tracks(id), dance_style VARCHAR NOT NULL,
      sub_style VARCHAR, is_primary BOOLEAN NOT NULL, confidence FLOAT NOT NULL, tempo_category VARCHAR,
      bpm_multiplier FLOAT NOT NULL, effective_bpm INTEGER, embedding JSON, confirmation_count INTEGER NOT NULL,
      is_user_confirmed BOOLEAN NOT NULL, user_notes VARCHAR, created_at DATETIME);
    CREATE TABLE style_keywords (
      keyword VARCHAR NOT NULL, dance_style VARCHAR NOT NULL, sub_style VARCHAR,
      is_active BOOLEAN NOT NULL DEFAULT true);
    """

  /// One track as the package leaves it, twice classified; one that a person confirmed on the site; one
  /// whose artifacts are missing. `embedding` is spelled as the database at hand does.
  private static func rows(embedding: String, keywordColumns: String, keywordValues: String) -> String {
    """
    INSERT INTO tracks (id, title, artist, duration_ms) VALUES
      ('\(track)', 'Polska från Boda', 'Spelman', 180000), ('\(other)', 'Hambo', NULL, NULL),
      ('\(broken)', 'Tom', NULL, NULL);
    INSERT INTO analysis_sources (id, track_id, source_type, raw_data, confidence_score, analyzed_at) VALUES
      ('6f1c2f0a-2222-4c1e-9d3a-000000000001', '\(track)', 'neckenml_analyzer', '{"version": "1.0.0"}', 1,
        '2025-01-02 03:04:05.250'),
      ('6f1c2f0a-2222-4c1e-9d3a-000000000002', '\(track)', 'hybrid_ml_v2', '{"version": "0.9"}', 1,
        '2024-01-02 03:04:05'),
      ('6f1c2f0a-2222-4c1e-9d3a-000000000003', '\(other)', 'neckenml_analyzer', '{"version": "1.0.0"}', 1,
        '2025-01-02 03:04:05'),
      ('6f1c2f0a-2222-4c1e-9d3a-000000000004', '\(broken)', 'neckenml_analyzer', NULL, 1, '2025-01-02 03:04:05');
    INSERT INTO track_dance_styles (id, track_id, dance_style, is_primary, confidence, bpm_multiplier, effective_bpm,
      embedding, confirmation_count, is_user_confirmed, user_notes) VALUES
      ('6f1c2f0a-3333-4c1e-9d3a-000000000001', '\(track)', 'Polska', false, 0.5, 1, 110, \(embedding), 0, false, 'a'),
      ('6f1c2f0a-3333-4c1e-9d3a-000000000002', '\(track)', 'Polska', false, 0.6, 1, 110, NULL, 0, false, 'b'),
      ('6f1c2f0a-3333-4c1e-9d3a-000000000003', '\(other)', 'Hambo', false, 0.9, 1, 120, NULL, 2, true, 'mine');
    INSERT INTO style_keywords (\(keywordColumns)) VALUES (\(keywordValues));
    """
  }

  private func withTables(
    _ kind: StoreKind, _ body: (any TrackStore, _ query: (String) async throws -> String) async throws -> Void
  ) async throws {
    switch kind {
    case .memory: break
    case .sqlite:
      try await withTemporaryFolder { folder in
        let path = folder + "/python.sqlite"
        let rows = Self.rows(
          embedding: "'[\(Self.vector)]'", keywordColumns: "keyword, dance_style", keywordValues: "'Brudpolska', 'Polska'")
        let queue = try DatabaseQueue(path: path)
        try await queue.write { try $0.execute(sql: Self.sqliteTables + rows) }
        try await body(StoreLocation(path).open(.existing)) { sql in
          try await queue.read { try String.fetchAll($0, sql: sql).joined(separator: "\n") }
        }
      }
    case .postgres:
      let server = try PostgresServer.shared.get()
      try await server.withDatabase { name in
        let rows = Self.rows(
          embedding: "'{\(Self.vector)}'", keywordColumns: "id, keyword, main_style",
          keywordValues: "'6f1c2f0a-4444-4c1e-9d3a-000000000001', 'Brudpolska', 'Polska'")
        try server.sql(Self.postgresTables + rows, in: name)
        try await body(StoreLocation(server.url(name)).open(.existing)) { sql in
          try server.sql(sql, in: name).trimmingCharacters(in: .whitespacesAndNewlines)
        }
      }
    }
  }

  @Test(arguments: [StoreKind.sqlite, .postgres]) func rowsAreReadWhereTheyAre(kind: StoreKind) async throws {
    try await withTables(kind) { store, _ in
      let page = try await store.analyses(sourceTypes: types, after: nil, limit: 10)
      #expect(page.analyses.map(\.trackID.rawValue) == [Self.track, Self.other])
      #expect(page.unreadable.map(\.trackID.rawValue) == [Self.broken])
      #expect(page.unreadable.map(\.name) == ["Tom"])
      let first = try #require(page.analyses.first)
      #expect(JSONText.same(first.source.rawData, Data(#"{"version":"1.0.0"}"#.utf8)))
      #expect(first.source.analyzedAt == Date(timeIntervalSince1970: 1_735_787_045.25))
      #expect(first.source.contentHash == nil && first.source.versions == nil)
      #expect(first.metadata == TrackMetadata(title: "Polska från Boda", artist: "Spelman"))
      #expect(first.styles.map(\.effectiveBpm) == [110, 110])
      let track = try #require(try await store.track(TrackID(rawValue: Self.track)))
      #expect(track.derived == nil && track.title == "Polska från Boda")
      #expect(try await store.count(.all) == 3)
      #expect(try await store.trackIDs(.all, after: TrackID(rawValue: Self.track), limit: 9).map(\.rawValue) == [Self.other, Self.broken])
      #expect(try await store.keywords().map(\.danceStyle) == [.polska])
      #expect(try await store.problems() == ["track \(Self.broken) has artifacts that are not JSON"])
    }
  }

  @Test(arguments: [StoreKind.sqlite, .postgres]) func rowsAreChangedInPlace(kind: StoreKind) async throws {
    try await withTables(kind) { store, query in
      let page = try await store.analyses(sourceTypes: types, after: nil, limit: 10)
      var judgement = Samples.judgement(.polska, 0.9)
      judgement.effectiveBpm = nil
      let updates = try page.analyses.map {
        ClassificationUpdate(trackID: $0.trackID, result: try Samples.classification([judgement]), basis: $0.basis)
      }
      #expect(try await store.update(updates, at: Samples.day).isEmpty)

      let styles = try await store.styles(of: TrackID(rawValue: Self.track))
      #expect(styles.names == "*Polska", "two rows of one dance become one")
      #expect(styles[0].embedding == (try Samples.vector()).values.map { Float($0) })
      #expect(styles[0].effectiveBpm == nil)
      let confirmed = try await store.styles(of: TrackID(rawValue: Self.other))
      #expect(confirmed.names == "*Hambo Polska", "what a person said leads, though no row was marked")
      #expect(confirmed[0].confirmationCount == 2 && confirmed[0].effectiveBpm == 120)
      #expect(try await query("SELECT user_notes FROM track_dance_styles WHERE dance_style = 'Hambo'") == "mine")
      #expect(try await store.track(TrackID(rawValue: Self.track))?.derived == Samples.columns())

      let word = StyleConfirmation(
        trackID: TrackID(rawValue: Self.other), danceStyle: .vals, person: "Ann", confirmedAt: Samples.day)
      await #expect(throws: StoreError.styleLocked(track: word.trackID, style: .hambo)) {
        try await store.confirm(word)
      }
      let share = WorkShare(work: "w")
      #expect(try await store.claimTracks(.confirmed, after: nil, limit: 9, for: share, at: Samples.day) == [word.trackID])
      try await store.finish([Self.other], for: share, at: Samples.day)
      #expect(try await store.problems() == ["track \(Self.broken) has artifacts that are not JSON"])
    }
  }

  @Test(arguments: [StoreKind.sqlite, .postgres]) func newRowsJoinTheOld(kind: StoreKind) async throws {
    try await withTables(kind) { store, query in
      let id = try await store.save(try Samples.record())
      #expect(try await store.track(id)?.derived == Samples.columns())
      var again = try Samples.record(json: #"{"new":1}"#)
      again.trackID = TrackID(rawValue: Self.track)
      again.filePath = nil
      #expect(try await store.save(again).rawValue == Self.track)
      #expect(try await store.track(TrackID(rawValue: Self.track))?.title == "Polska från Boda")
      let correction = TrackCorrection(
        trackID: id, tempoCorrection: .half, person: "Ann", correctedAt: Samples.day)
      try await store.correct(correction, result: try Samples.classification([Samples.judgement(.snoa)], tempo: 56))
      #expect(try await store.correction(of: id) == correction)
      try await store.save(StoredKeyword(keyword: "brudpolska", danceStyle: .slangpolska))
      try await store.save(StoredKeyword(keyword: "snoa", danceStyle: .snoa))
      #expect(try await store.keywords().count == 2)
      try await store.removeTrack(id)
      #expect(try await query("SELECT count(*) || '' FROM tracks WHERE processing_status = 'DONE'") == "3")
    }
  }

  @Test func aVectorThatHoldsNothingIsNamedAndMended() async throws {
    try await withTables(.postgres) { store, query in
      _ = try await query("UPDATE track_dance_styles SET embedding = '{1, NULL}' WHERE user_notes = 'mine' RETURNING 1")
      let id = TrackID(rawValue: Self.other)
      await #expect(throws: StoreError.invalidRow(detail: "a vector holds NULL")) { try await store.styles(of: id) }
      try await store.update(
        [.init(trackID: id, result: try Samples.classification([Samples.judgement(.hambo)]))], at: Samples.day)
      #expect(try await store.styles(of: id)[0].embedding?.count == FeatureVector.count)
    }
  }
}
