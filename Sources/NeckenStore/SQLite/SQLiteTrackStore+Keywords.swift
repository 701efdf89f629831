import GRDB
import NeckenCore

extension SQLiteTrackStore {
  public func keywords() async throws -> [StoredKeyword] {
    try await read { database in
      try Row.fetchAll(
        database, sql: "SELECT keyword, dance_style, sub_style, is_active FROM style_keywords ORDER BY keyword"
      ).map { row in
        try StoredKeyword(
          keyword: row.value("keyword"), danceStyle: DanceStyle(row.value("dance_style")),
          subStyle: row.value("sub_style"), isActive: row.value("is_active"))
      }
    }
  }

  public func save(_ keyword: StoredKeyword) async throws {
    let keyword = try keyword.normalized()
    try await write { database in
      let values: StatementArguments = [keyword.danceStyle.rawValue, keyword.subStyle, keyword.isActive, keyword.keyword]
      // Another program's table may lack the unique key that an upsert needs.
      try database.execute(
        sql: "UPDATE style_keywords SET dance_style = ?, sub_style = ?, is_active = ? WHERE lower(keyword) = ?",
        arguments: values)
      if database.changesCount > 0 { return }
      try database.execute(
        sql: "INSERT INTO style_keywords (dance_style, sub_style, is_active, keyword) VALUES (?, ?, ?, ?)",
        arguments: values)
    }
  }

  @discardableResult
  public func removeKeyword(_ keyword: String) async throws -> Bool {
    try await write { database in
      try database.execute(
        sql: "DELETE FROM style_keywords WHERE lower(keyword) = ?", arguments: [StoredKeyword.key(of: keyword)])
      return database.changesCount > 0
    }
  }
}
