/// A table as every store has it; each database spells the types its own way.
struct StoreTable: Sendable {
  var name: String
  var columns: [StoreColumn]
  /// Names of the columns that make up the primary key.
  var key: [String]
  /// Columns to search by, beside the key.
  var indexes: [StoreIndex] = []

  /// The columns of these names, in the order of the names.
  func columns(_ names: [String]) -> [StoreColumn] {
    names.compactMap { name in columns.first { $0.name == name } }
  }
}

struct StoreIndex: Sendable {
  var name: String
  var columns: [String]
  /// Values may be longer than PostgreSQL's index entries, which then hold their MD5.
  var isLong = false
  /// Enforced where we made the table; another program's rows may already break it.
  var isUnique = false
}

struct StoreColumn: Sendable {
  enum Kind: Sendable { case text, real, integer, boolean, json, vector, time }

  enum Default: Sendable {
    case none, no, yes
    case number(Int)
    case text(String)
  }

  var name: String
  var kind: Kind
  /// Never absent in rows of ours.
  var isRequired = false
  var defaultValue = Default.none
  /// Names a track, and the row goes with it.
  var belongsToTrack = false

  static func required(_ name: String, _ kind: Kind, default defaultValue: Default = .none) -> StoreColumn {
    StoreColumn(name: name, kind: kind, isRequired: true, defaultValue: defaultValue)
  }

  static func optional(_ name: String, _ kind: Kind) -> StoreColumn { StoreColumn(name: name, kind: kind) }

  static let trackID = StoreColumn(name: "track_id", kind: .text, isRequired: true, belongsToTrack: true)
}
