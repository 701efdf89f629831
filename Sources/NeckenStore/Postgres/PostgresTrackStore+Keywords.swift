import NeckenCore

extension PostgresTrackStore {
  public func keywords() async throws -> [StoredKeyword] {
    let columns = statements.read(StoreSchema.styleKeywords, ["keyword", "dance_style", "sub_style", "is_active"])
    return try await read { session in
      try session.run("SELECT \(columns) FROM style_keywords ORDER BY keyword COLLATE \"C\"").map { row in
        try StoredKeyword(
          keyword: row.text(), danceStyle: DanceStyle(row.text()), subStyle: row.optionalText(),
          isActive: row.optionalBoolean() ?? true)
      }
    }
  }

  public func save(_ keyword: StoredKeyword) async throws {
    let keyword = try keyword.normalized()
    let statements = statements
    try await write { session in
      let names = ["dance_style", "sub_style", "is_active"]
      let parameters: [String?] = [keyword.danceStyle.rawValue, keyword.subStyle, keyword.isActive.description]
      // Another program's table may lack the unique key that an upsert needs.
      try session.execute("LOCK TABLE style_keywords IN SHARE ROW EXCLUSIVE MODE")
      let changed = try session.run(
        "UPDATE style_keywords SET \(statements.assignments(StoreSchema.styleKeywords, names)) WHERE lower(keyword) = $4",
        parameters + [keyword.keyword])
      if changed.changedCount > 0 { return }
      try session.run(
        statements.insert(into: StoreSchema.styleKeywords, names + ["keyword"]), parameters + [keyword.keyword])
    }
  }

  @discardableResult
  public func removeKeyword(_ keyword: String) async throws -> Bool {
    try await write { session in
      try session.run("DELETE FROM style_keywords WHERE lower(keyword) = $1", [StoredKeyword.key(of: keyword)])
        .changedCount > 0
    }
  }
}
