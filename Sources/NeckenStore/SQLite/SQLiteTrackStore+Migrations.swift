import Foundation
import GRDB

extension SQLiteTrackStore {
  /// Name of each layout in the table `grdb_migrations`, from 1.
  private static func name(ofVersion version: Int) -> String { "neckenml-\(version)" }

  /// Brings the tables to ``StoreSchema/currentVersion``. Columns and tables that others made stay.
  static func migrate(_ pool: DatabasePool, path: String, isReadOnly: Bool) throws {
    let migrator = migrator()
    let applied = try pool.read { database in
      (latest: try migrator.appliedIdentifiers(database).max { ($0.utf8.count, $0) < ($1.utf8.count, $1) },
       isNewer: try migrator.hasBeenSuperseded(database),
       isCurrent: try migrator.hasCompletedMigrations(database))
    }
    if applied.isNewer {
      throw StoreError.newerSchema(
        store: path, found: applied.latest ?? "unknown", known: StoreSchema.currentVersion)
    }
    if applied.isCurrent { return }
    if isReadOnly {
      guard let latest = applied.latest else {
        throw StoreError.cannotOpen(store: path, detail: "it has no tables of neckenml")
      }
      throw StoreError.olderSchema(store: path, found: latest)
    }
    try migrator.migrate(pool)
  }

  private static func migrator() -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for version in 1...StoreSchema.currentVersion {
      migrator.registerMigration(name(ofVersion: version)) { database in
        for table in StoreSchema.tables { try table.complete(database) }
      }
    }
    return migrator
  }
}

extension StoreTable {
  /// Makes the table, or adds the columns and indexes that it lacks.
  fileprivate func complete(_ database: Database) throws {
    let isOurs = try !database.tableExists(name)
    if isOurs {
      let lines = columns.map(\.declaration) + ["PRIMARY KEY (\(key.joined(separator: ", ")))"]
      try database.execute(sql: "CREATE TABLE \(name) (\n  \(lines.joined(separator: ",\n  "))\n)")
    } else {
      let present = Set(try database.columns(in: name).map { $0.name.lowercased() })
      for column in columns where !present.contains(column.name) {
        try database.execute(sql: "ALTER TABLE \(name) ADD COLUMN \(column.additionalDeclaration)")
      }
    }
    for index in indexes {
      let unique = index.isUnique && isOurs ? "UNIQUE " : ""
      try database.execute(
        sql: """
          CREATE \(unique)INDEX IF NOT EXISTS \(index.name) ON \(name) (\(index.columns.joined(separator: ", ")))
          """)
    }
  }
}

extension StoreColumn {
  fileprivate var declaration: String {
    var text = "\(name) \(type)"
    if isRequired { text += " NOT NULL" }
    if let value = defaultText { text += " DEFAULT \(value)" }
    if belongsToTrack { text += " REFERENCES tracks(id) ON DELETE CASCADE" }
    return text
  }

  /// For a table with rows already: a value must be there for them.
  fileprivate var additionalDeclaration: String {
    defaultText.map { "\(name) \(type) NOT NULL DEFAULT \($0)" } ?? "\(name) \(type)"
  }

  private var type: String {
    switch kind {
    case .text, .json, .time: "TEXT"
    case .real: "REAL"
    case .integer, .boolean: "INTEGER"
    case .vector: "BLOB"
    }
  }

  private var defaultText: String? {
    switch defaultValue {
    case .none: nil
    case .no: "0"
    case .yes: "1"
    case .number(let number): "\(number)"
    case .text(let text): "'\(text)'"
    }
  }
}
