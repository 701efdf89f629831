import GRDB

extension TrackSelection {
  /// A condition on a row of `tracks`, with its arguments.
  var condition: (sql: String, arguments: StatementArguments) {
    switch self {
    case .all: ("1", [])
    case .analysed(let types): ("EXISTS \(Self.artifacts(of: types))", StatementArguments(types))
    case .withoutArtifacts(let types): ("NOT EXISTS \(Self.artifacts(of: types))", StatementArguments(types))
    case .confirmed: ("EXISTS \(Self.primary("is_user_confirmed"))", [])
    case .labelled(let confidence):
      ("EXISTS \(Self.primary("(is_user_confirmed OR confidence >= ?)"))", [confidence])
    }
  }

  private static func artifacts(of types: [String]) -> String {
    let marks = types.map { _ in "?" }.joined(separator: ", ")
    return "(SELECT 1 FROM analysis_sources WHERE track_id = tracks.id AND source_type IN (\(marks)))"
  }

  private static func primary(_ condition: String) -> String {
    "(SELECT 1 FROM track_dance_styles WHERE track_id = tracks.id AND is_primary AND \(condition))"
  }
}
