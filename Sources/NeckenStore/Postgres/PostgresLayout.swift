/// How the tables of one database hold what we keep: our own types, or those of the program that made
/// them (the Python package has `uuid` identifiers and pgvector's vectors, its users `integer` tempi).
///
/// Turns columns into expressions that always read as text, number or milliseconds, and parameters into
/// values of the column's own type.
struct PostgresLayout: Sendable {
  struct Column: Sendable {
    /// As `format_type` spells it: "uuid", "double precision[]", "vector(217)" …
    var type: String
    /// Text of any kind, domains over it included.
    var isText: Bool
    var isRequired: Bool
    var hasDefault: Bool
    /// Kept by the server, from other columns of the row.
    var isGenerated: Bool
  }

  /// By table, then by name.
  private(set) var columns: [String: [String: Column]] = [:]

  /// Reads the catalogue.
  init(_ session: PostgresSession) throws {
    let rows = try session.run(
      """
      SELECT relation.relname, attname, format_type(atttypid, atttypmod), typcategory = 'S', attnotnull, atthasdef,
        attgenerated <> ''
      FROM pg_attribute JOIN pg_class AS relation ON relation.oid = attrelid JOIN pg_type ON pg_type.oid = atttypid
      WHERE attnum > 0 AND NOT attisdropped AND attrelid IN (
        SELECT to_regclass(name) FROM unnest($1::text[]) AS name)
      """, [PostgresArray.text(StoreSchema.tables.map(\.name) + [Self.versionTable])])
    try rows.forEach { row in
      let (table, name) = (try row.text(), try row.text())
      columns[table, default: [:]][name] = Column(
        type: try row.text(), isText: try row.boolean(), isRequired: try row.boolean(), hasDefault: try row.boolean(),
        isGenerated: try row.boolean())
    }
  }

  static let versionTable = "neckenml_schema"

  /// Column of `analysis_sources` in which the server itself keeps `raw_data` as text. To spell `jsonb` takes longer
  /// than all that is then done with it (Docs/Decisions/0104).
  static let spelledArtifacts = "raw_data_text"

  /// Whether the server keeps artifacts as text.
  var hasSpelledArtifacts: Bool { found(StoreSchema.analysisSources.name, Self.spelledArtifacts)?.isGenerated == true }

  /// Whether artifacts would have to be spelled each time they are read.
  var needsSpelledArtifacts: Bool {
    let sources = StoreSchema.analysisSources.name
    return found(sources, "raw_data")?.type == "jsonb" && found(sources, Self.spelledArtifacts) == nil
  }

  func has(_ table: String) -> Bool { columns[table] != nil }

  /// The type of `tracks.id`, and of all that refers to it.
  var trackIDType: String { columns["tracks"]?["id"]?.type ?? "text" }

  /// A parameter as a value of a column that identifies something.
  func identifier(_ parameter: String, of table: String, isList: Bool = false) -> String {
    let list = isList ? "[]" : ""
    guard let column = columns[table]?["id"], !column.isText else { return "\(parameter)::text\(list)" }
    return "\(parameter)::text\(list)::\(column.type)\(list)"
  }

  /// What the database calls a column: the site that was built on the Python package has `main_style`
  /// in its keywords.
  func name(_ table: String, _ column: StoreColumn) -> String {
    let usesOther = table == "style_keywords" && column.name == "dance_style" && found(table, "main_style") != nil
    return usesOther && found(table, "dance_style") == nil ? "main_style" : column.name
  }

  private func found(_ table: String, _ name: String) -> Column? { columns[table]?[name] }

  /// Identifiers that a row needs and its table does not make itself, in columns that are not ours.
  func missingIdentifiers(of table: StoreTable) -> [String] {
    let ours = Set(table.columns.map { name(table.name, $0) })
    return (columns[table.name] ?? [:]).filter { name, column in
      !ours.contains(name) && column.isRequired && !column.hasDefault && column.type == "uuid"
    }.keys.sorted()
  }

  /// An expression for a column's value.
  func read(_ table: String, _ column: StoreColumn, of alias: String) -> String {
    let name = "\(alias).\(name(table, column))"
    switch column.kind {
    case .text: return "\(name)::text"
    case .integer, .boolean: return name
    case .real:
      // A required number stands at 0 where there is none; see `write`.
      let isOptional = !column.isRequired && found(table, column.name)?.isRequired == true
      return isOptional ? "NULLIF(\(name)::float8, 0)" : "\(name)::float8"
    case .json:
      // An array has to become JSON; what is JSON would only be taken apart and put together again.
      let isArray = found(table, column.name)?.type.hasSuffix("[]") == true
      return isArray ? "to_jsonb(\(name))::text" : "\(name)::text"
    case .vector: return "\(name)::real[]"
    case .time: return "(extract(epoch FROM \(name)) * 1000)::bigint"
    }
  }

  /// An expression that makes a parameter a value for a column.
  func write(_ table: String, _ column: StoreColumn, _ parameter: String) -> String {
    let found = found(table, name(table, column))
    let type = found?.type ?? "text"
    switch column.kind {
    // A cast to `varchar(n)` would cut the text; without one the server says that it is too long.
    case .text: return found?.isText ?? true ? "\(parameter)::text" : "\(parameter)::text::\(type)"
    case .integer: return "\(parameter)::integer"
    case .boolean: return type == "boolean" ? "\(parameter)::boolean" : "\(parameter)::boolean::integer::\(type)"
    case .real:
      let isWhole = ["smallint", "integer", "bigint"].contains(type)
      let number = isWhole ? "round(\(parameter)::float8)::\(type)" : "\(parameter)::float8::\(type)"
      return found?.isRequired == true && !column.isRequired ? "COALESCE(\(number), 0)" : number
    case .json:
      if type.hasSuffix("[]") { return "ARRAY(SELECT jsonb_array_elements_text(\(parameter)::jsonb))::\(type)" }
      return "\(parameter)::text::\(type)"
    case .vector: return "\(parameter)::real[]::\(type)"
    case .time:
      return type.hasPrefix("timestamp with time zone")
        ? "\(parameter)::timestamptz" : "(\(parameter)::timestamptz AT TIME ZONE 'UTC')::\(type)"
    }
  }

  /// Two expressions that are the same where a column holds what a parameter would write. Types of which
  /// nobody knows whether they can be compared, `json` among them, are compared as text.
  func comparison(
    _ table: String, _ column: StoreColumn, _ parameter: String
  ) -> (stored: String, written: String) {
    let stored = "\(table).\(name(table, column))"
    let written = write(table, column, parameter)
    let type = found(table, name(table, column))?.type ?? "text"
    return Self.comparableTypes.contains(type) ? (stored, written) : ("\(stored)::text", "(\(written))::text")
  }

  private static let comparableTypes: Set = [
    "text", "boolean", "smallint", "integer", "bigint", "real", "double precision", "jsonb", "real[]",
    "double precision[]",
  ]
}

/// Lists as PostgreSQL spells them, for parameters.
enum PostgresArray {
  static func text(_ values: [String]) -> String {
    let quoted = values.map { value in
      "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    return "{" + quoted.joined(separator: ",") + "}"
  }

  /// Values of a list of numbers without nulls.
  /// - Throws: ``StoreError/invalidRow(detail:)``.
  static func floats(_ text: String) throws -> [Float] {
    try text.dropFirst().dropLast().split(separator: ",").map { part in
      guard let value = Float(part) else {
        throw StoreError.invalidRow(detail: "a vector holds \(part.prefix(20))")
      }
      return value
    }
  }
}
