/// The statements of one database, spelled for its layout.
struct PostgresStatements: Sendable {
  let layout: PostgresLayout

  /// Makes a parameter a track's identifier, as it is compared and stored.
  func trackID(_ parameter: String) -> String { layout.identifier(parameter, of: StoreSchema.tracks.name) }

  /// Makes a parameter a list of tracks' identifiers.
  func trackIDs(_ parameter: String) -> String { rowIDs(of: StoreSchema.tracks, parameter) }

  /// Makes a parameter a list of a table's own identifiers.
  func rowIDs(of table: StoreTable, _ parameter: String) -> String {
    layout.identifier(parameter, of: table.name, isList: true)
  }

  /// The condition that continues after a page.
  func after(_ cursor: TrackID?, _ parameter: String) -> String {
    cursor == nil ? "\(parameter)::text IS NULL" : "tracks.id > \(trackID(parameter))"
  }

  /// Expressions for columns, in the order of their names.
  func read(_ table: StoreTable, _ names: [String], of alias: String? = nil) -> String {
    table.columns(names).map { layout.read(table.name, $0, of: alias ?? table.name) }.joined(separator: ", ")
  }

  /// All columns, in the order of the table.
  func readAll(_ table: StoreTable, of alias: String? = nil) -> String {
    read(table, table.columns.map(\.name), of: alias)
  }

  /// "a = …, b = …" for an UPDATE; the parameters are numbered from `first`.
  func assignments(_ table: StoreTable, _ names: [String], from first: Int = 1) -> String {
    table.columns(names).enumerated().map { offset, column in
      "\(layout.name(table.name, column)) = \(layout.write(table.name, column, "$\(first + offset)"))"
    }.joined(separator: ", ")
  }

  /// The condition that a row holds something else than ``assignments(_:_:from:)`` would write: what is the
  /// same is not written, for the server would make a new row of it.
  func differs(_ table: StoreTable, _ names: [String], from first: Int = 1) -> String {
    let pairs = table.columns(names).enumerated().map { offset, column in
      layout.comparison(table.name, column, "$\(first + offset)")
    }
    let stored = pairs.map(\.stored).joined(separator: ", ")
    return "(\(stored)) IS DISTINCT FROM (\(pairs.map(\.written).joined(separator: ", ")))"
  }

  /// An INSERT of one row, with parameters from 1.
  func insert(into table: StoreTable, _ names: [String]) -> String {
    let columns = table.columns(names)
    let missing = layout.missingIdentifiers(of: table)
    let targets = columns.map { layout.name(table.name, $0) } + missing
    let values =
      columns.enumerated().map { layout.write(table.name, $1, "$\($0 + 1)") } + missing.map { _ in "gen_random_uuid()" }
    return "INSERT INTO \(table.name) (\(targets.joined(separator: ", "))) VALUES (\(values.joined(separator: ", ")))"
  }
}

extension TrackSelection {
  /// A condition on a row of `tracks` that uses one parameter, which may be null.
  func condition(_ parameter: String) -> String {
    switch self {
    case .all: "\(parameter)::text IS NULL"
    case .analysed: "EXISTS \(Self.artifacts(parameter))"
    case .withoutArtifacts: "NOT EXISTS \(Self.artifacts(parameter))"
    case .confirmed: "\(parameter)::text IS NULL AND EXISTS \(Self.primary("is_user_confirmed"))"
    case .labelled: "EXISTS \(Self.primary("(is_user_confirmed OR confidence >= \(parameter)::float8)"))"
    }
  }

  var parameter: String? {
    switch self {
    case .all, .confirmed: nil
    case .analysed(let types), .withoutArtifacts(let types): PostgresArray.text(types)
    case .labelled(let confidence): "\(confidence)"
    }
  }

  private static func artifacts(_ parameter: String) -> String {
    "(SELECT 1 FROM analysis_sources WHERE track_id = tracks.id AND source_type = ANY(\(parameter)::text[]))"
  }

  private static func primary(_ condition: String) -> String {
    "(SELECT 1 FROM track_dance_styles WHERE track_id = tracks.id AND is_primary AND \(condition))"
  }
}
