import CPostgres
import Foundation

/// How a server is reached and how long it is waited for.
struct PostgresSettings: Sendable {
  var location: PostgresLocation
  var configuration: PostgresTrackStore.Configuration

  /// For `PQconnectdbParams`: what comes before `dbname` are our defaults, the address overrides them;
  /// what neither names libpq takes from the usual PG* variables, the service file and ~/.pgpass.
  var connectionParameters: [(name: String, value: String)] {
    let environment = ProcessInfo.processInfo.environment
    var parameters = [
      ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "30000"),
    ]
    if environment["PGCONNECT_TIMEOUT"] == nil {
      parameters.append(("connect_timeout", "\(max(2, Int(configuration.connectTimeoutSeconds.rounded())))"))
    }
    if environment["PGAPPNAME"] == nil { parameters.append(("application_name", "neckenml")) }
    return parameters + [("dbname", location.url)]
  }

  var sessionStatements: [String] {
    func milliseconds(_ seconds: Double) -> Int { max(0, Int((seconds * 1000).rounded())) }
    var statements = [
      "SET statement_timeout = \(milliseconds(configuration.statementTimeoutSeconds))",
      "SET lock_timeout = \(milliseconds(configuration.lockTimeoutSeconds))",
      // A program that was stopped in the middle of a transaction keeps others from its rows so long.
      "SET idle_in_transaction_session_timeout = \(milliseconds(configuration.statementTimeoutSeconds))",
      // Numbers and times are read as text; their form must not depend on the server's settings.
      "SET extra_float_digits = 1", "SET DateStyle = ISO", "SET TimeZone = 'UTC'",
      "SET standard_conforming_strings = on",
      // Bars and artifacts are packed each time they are written; where the server can, the quicker way.
      """
      SELECT set_config(name, 'lz4', false) FROM pg_settings \
      WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)
      """,
    ]
    if configuration.isReadOnly { statements.append("SET default_transaction_read_only = on") }
    return statements
  }
}

/// A connection URI, checked, and its form without a password for messages.
struct PostgresLocation: Hashable, Sendable {
  let url: String
  /// The address without password and options.
  let name: String

  /// - Throws: ``StoreError/invalidLocation(_:detail:)``.
  init(url: String) throws(StoreError) {
    self.url = url
    name = Self.withoutPassword(url)
    // Whatever talks to a server begins here.
    if let missing = necken_postgres_load() {
      throw .cannotOpen(store: name, detail: "libpq is not at hand (\(String(cString: missing)))")
    }
    var message: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(url, &message) else {
      let detail = message.map { String(cString: $0).oneLine } ?? "it cannot be read"
      if let message { PQfreemem(message) }
      // libpq repeats the whole address, password and all.
      throw .invalidLocation(name, detail: detail.replacingOccurrences(of: url, with: name))
    }
    PQconninfoFree(options)
  }

  static func withoutPassword(_ url: String) -> String {
    let address = url.prefix { $0 != "?" }
    guard let scheme = address.range(of: "://") else { return String(address) }
    let rest = address[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else {
      return String(address)
    }
    return String(address[..<colon] + address[at...])
  }
}
