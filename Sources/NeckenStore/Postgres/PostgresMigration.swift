/// Brings the tables to ``StoreSchema/currentVersion``, whoever made them. Columns and tables that others
/// made stay.
struct PostgresMigration {
  var store: String
  var isReadOnly: Bool

  /// - Returns: the layout that is there now.
  func run(_ session: PostgresSession) throws -> PostgresLayout {
    if try isCurrent(PostgresLayout(session), session) { return try PostgresLayout(session) }
    return try session.transaction { session in
      // Programs that start together migrate one after another. The number is ours alone.
      try session.execute("SELECT pg_advisory_xact_lock(7236837461)")
      if try isCurrent(PostgresLayout(session), session) { return try PostgresLayout(session) }
      for table in StoreSchema.tables { try complete(table, try PostgresLayout(session), session) }
      if try PostgresLayout(session).needsSpelledArtifacts {
        try session.execute(
          """
          ALTER TABLE \(StoreSchema.analysisSources.name) ADD COLUMN \(PostgresLayout.spelledArtifacts) TEXT
          GENERATED ALWAYS AS (raw_data::text) STORED
          """)
      }
      try session.execute(
        """
        CREATE TABLE IF NOT EXISTS \(PostgresLayout.versionTable) (version INTEGER NOT NULL);
        DELETE FROM \(PostgresLayout.versionTable);
        INSERT INTO \(PostgresLayout.versionTable) VALUES (\(StoreSchema.currentVersion))
        """)
      return try PostgresLayout(session)
    }
  }

  private func isCurrent(_ layout: PostgresLayout, _ session: PostgresSession) throws -> Bool {
    let version = try layout.has(PostgresLayout.versionTable) ? storedVersion(session) : nil
    if let version, version > StoreSchema.currentVersion {
      throw StoreError.newerSchema(store: store, found: "\(version)", known: StoreSchema.currentVersion)
    }
    if version == StoreSchema.currentVersion { return true }
    guard isReadOnly else { return false }
    if let version { throw StoreError.olderSchema(store: store, found: "\(version)") }
    guard layout.has("tracks") else {
      throw StoreError.cannotOpen(store: store, detail: "it has no tables of neckenml")
    }
    throw StoreError.olderSchema(store: store, found: "of another program")
  }

  private func storedVersion(_ session: PostgresSession) throws -> Int? {
    try session.run("SELECT max(version) FROM \(PostgresLayout.versionTable)").first { try $0.optionalInteger() } ?? nil
  }

  /// Makes the table, or adds the columns and indexes that it lacks.
  private func complete(_ table: StoreTable, _ layout: PostgresLayout, _ session: PostgresSession) throws {
    let isOurs = !layout.has(table.name)
    if isOurs {
      let lines =
        table.columns.map { declaration($0, in: table, layout) } + ["PRIMARY KEY (\(table.key.joined(separator: ", ")))"]
      try session.execute("CREATE TABLE \(table.name) (\n  \(lines.joined(separator: ",\n  "))\n)")
    } else {
      for column in table.columns where layout.columns[table.name]?[layout.name(table.name, column)] == nil {
        try session.execute(
          "ALTER TABLE \(table.name) ADD COLUMN \(additionalDeclaration(column, in: table, layout))")
      }
    }
    for index in table.indexes {
      let unique = index.isUnique && isOurs ? "UNIQUE " : ""
      // An index entry holds 2.7 KB at most, a path may be longer.
      let columns = index.columns.map { index.isLong ? "md5(\($0))" : $0 }.joined(separator: ", ")
      try session.execute("CREATE \(unique)INDEX IF NOT EXISTS \(index.name) ON \(table.name) (\(columns))")
    }
  }

  private func declaration(_ column: StoreColumn, in table: StoreTable, _ layout: PostgresLayout) -> String {
    var text = "\(column.name) \(type(column, in: table, layout))"
    if column.isRequired { text += " NOT NULL" }
    if let value = defaultText(column) { text += " DEFAULT \(value)" }
    if column.belongsToTrack { text += " REFERENCES tracks(id) ON DELETE CASCADE" }
    return text
  }

  /// For a table with rows already: a value must be there for them.
  private func additionalDeclaration(
    _ column: StoreColumn, in table: StoreTable, _ layout: PostgresLayout
  ) -> String {
    let start = "\(column.name) \(type(column, in: table, layout))"
    return defaultText(column).map { "\(start) NOT NULL DEFAULT \($0)" } ?? start
  }

  private func type(_ column: StoreColumn, in table: StoreTable, _ layout: PostgresLayout) -> String {
    if column.belongsToTrack, layout.has("tracks"), layout.trackIDType != "text" { return layout.trackIDType }
    return switch column.kind {
    // Byte order, so that pages come in the same order on every store.
    case .text where table.key.contains(column.name) || column.belongsToTrack: "TEXT COLLATE \"C\""
    case .text: "TEXT"
    case .real: "DOUBLE PRECISION"
    case .integer: "INTEGER"
    case .boolean: "BOOLEAN"
    case .json: "JSONB"
    case .vector: "REAL[]"
    case .time: "TIMESTAMPTZ"
    }
  }

  private func defaultText(_ column: StoreColumn) -> String? {
    switch column.defaultValue {
    case .none: nil
    case .no: "false"
    case .yes: "true"
    case .number(let number): "\(number)"
    case .text(let text): "'\(text)'"
    }
  }
}
