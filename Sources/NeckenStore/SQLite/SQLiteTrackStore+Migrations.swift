import Foundation
import GRDB

extension SQLiteTrackStore {
  /// Name of each layout in the table `grdb_migrations`, from 1.
  private static func name(ofVersion version: Int) -> String { "neckenml-\(version)" }

  /// Brings the tables to ``StoreSchema/currentVersion``. Columns that users added stay.
  static func migrate(_ pool: DatabasePool, path: String, isReadOnly: Bool) throws {
    let migrator = migrator()
    let applied = try pool.read { database in
      (latest: try migrator.appliedIdentifiers(database).max { $0.utf8.count < $1.utf8.count || $0 < $1 },
       isNewer: try migrator.hasBeenSuperseded(database),
       isCurrent: try migrator.hasCompletedMigrations(database))
    }
    if applied.isNewer {
      throw StoreError.newerSchema(
        store: path, found: applied.latest ?? "unknown", known: StoreSchema.currentVersion)
    }
    if applied.isCurrent { return }
    if isReadOnly { throw StoreError.cannotOpen(store: path, detail: "it has no tables of neckenml") }
    try migrator.migrate(pool)
  }

  private static func migrator() -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration(name(ofVersion: 1)) { try $0.execute(sql: firstLayout) }
    return migrator
  }

  // Tables and columns carry the Python neckenml's names where it has them.
  private static let firstLayout = """
    CREATE TABLE tracks (
      id TEXT NOT NULL PRIMARY KEY,
      title TEXT NOT NULL,
      album TEXT,
      artist TEXT,
      file_path TEXT UNIQUE,
      duration_ms INTEGER,
      tempo_bpm REAL,
      loudness REAL,
      is_instrumental INTEGER,
      has_vocals INTEGER,
      swing_ratio REAL,
      articulation REAL,
      bounciness REAL,
      punchiness REAL,
      polska_score REAL,
      hambo_score REAL,
      voice_probability REAL,
      bpm_stability REAL,
      bars TEXT,
      sections TEXT,
      section_labels TEXT,
      analysis_version TEXT,
      created_at TEXT NOT NULL
    );
    CREATE INDEX tracks_title ON tracks(title);

    CREATE TABLE analysis_sources (
      id TEXT NOT NULL PRIMARY KEY,
      track_id TEXT NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
      source_type TEXT NOT NULL,
      raw_data TEXT NOT NULL,
      confidence_score REAL NOT NULL DEFAULT 1.0,
      content_hash TEXT,
      versions TEXT,
      analyzed_at TEXT NOT NULL
    );
    CREATE INDEX analysis_sources_track ON analysis_sources(track_id, source_type);
    CREATE INDEX analysis_sources_content ON analysis_sources(content_hash);

    CREATE TABLE track_dance_styles (
      id TEXT NOT NULL PRIMARY KEY,
      track_id TEXT NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
      dance_style TEXT NOT NULL,
      sub_style TEXT,
      is_primary INTEGER NOT NULL DEFAULT 0,
      confidence REAL NOT NULL DEFAULT 0,
      tempo_category TEXT,
      bpm_multiplier REAL NOT NULL DEFAULT 1,
      effective_bpm REAL,
      confirmation_count INTEGER NOT NULL DEFAULT 0,
      is_user_confirmed INTEGER NOT NULL DEFAULT 0,
      classification_source TEXT NOT NULL,
      reason TEXT NOT NULL DEFAULT '',
      embedding BLOB,
      feature_version INTEGER,
      created_at TEXT NOT NULL
    );
    CREATE UNIQUE INDEX track_dance_styles_track ON track_dance_styles(track_id, dance_style);
    CREATE INDEX track_dance_styles_dance ON track_dance_styles(dance_style, is_primary);

    CREATE TABLE style_confirmations (
      track_id TEXT NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
      person TEXT NOT NULL,
      dance_style TEXT NOT NULL,
      confirmed_at TEXT NOT NULL,
      PRIMARY KEY (track_id, person)
    );

    CREATE TABLE style_keywords (
      keyword TEXT NOT NULL PRIMARY KEY,
      dance_style TEXT NOT NULL,
      sub_style TEXT,
      is_active INTEGER NOT NULL DEFAULT 1
    );
    """
}
