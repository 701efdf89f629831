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
      try database.execute(
        sql: """
          INSERT INTO style_keywords (keyword, dance_style, sub_style, is_active) VALUES (?, ?, ?, ?)
          ON CONFLICT (keyword) DO UPDATE SET
            dance_style = excluded.dance_style, sub_style = excluded.sub_style, is_active = excluded.is_active
          """,
        arguments: [keyword.keyword, keyword.danceStyle.rawValue, keyword.subStyle, keyword.isActive])
    }
  }

  @discardableResult
  public func removeKeyword(_ keyword: String) async throws -> Bool {
    try await write { database in
      try database.execute(
        sql: "DELETE FROM style_keywords WHERE keyword = ?", arguments: [StoredKeyword.key(of: keyword)])
      return database.changesCount > 0
    }
  }
}
