import GRDB
import NeckenCore

extension SQLiteTrackStore {
  public func keywords() async throws -> [StyleKeyword] {
    try await read { database in
      try Row.fetchAll(
        database, sql: "SELECT keyword, dance_style, sub_style, is_active FROM style_keywords ORDER BY keyword"
      ).map { row in
        try StyleKeyword(
          keyword: row.value("keyword"), danceStyle: DanceStyle(row.value("dance_style")),
          subStyle: row.value("sub_style"), isActive: row.value("is_active"))
      }
    }
  }

  public func save(_ keyword: StyleKeyword) async throws {
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
        sql: "DELETE FROM style_keywords WHERE keyword = ?", arguments: [StyleKeyword.key(of: keyword)])
      return database.changesCount > 0
    }
  }
}
