import CPostgres
import Foundation

/// One connection to a server: runs statements and whole transactions, and blocks while the server works.
/// Used by one thread at a time; ``PostgresConnection`` sees to that.
final class PostgresSession {
  private let connection: OpaquePointer
  /// Name of the database in messages.
  let store: String
  /// Names of the statements that this connection has prepared, by their text.
  private var prepared: [String: String] = [:]

  /// Connects, and waits for it at most as long as `settings` say.
  /// - Throws: ``StoreError``.
  init(_ settings: PostgresSettings) throws(StoreError) {
    store = settings.location.name
    let parameters = settings.connectionParameters
    let connection = CStrings.with(parameters.map(\.name)) { names in
      CStrings.with(parameters.map(\.value)) { values in PQconnectdbParams(names, values, 1) }
    }
    guard let connection else { throw .unreachable(store: store, detail: "out of memory") }
    self.connection = connection
    guard PQstatus(connection) == CONNECTION_OK else { throw connectionFailure() }
    // Notices would go to standard error, past the program's own messages.
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
    PQsetClientEncoding(connection, "UTF8")
    do {
      for statement in settings.sessionStatements { try execute(statement) }
    } catch let error as StoreError {
      throw error
    } catch {
      throw .failed(store: store, detail: "\(error)")
    }
  }

  deinit { PQfinish(connection) }

  var isAlive: Bool { PQstatus(connection) == CONNECTION_OK }

  /// Whether a transaction was left open, so that the connection cannot be lent again.
  var isIdle: Bool { PQtransactionStatus(connection) == PQTRANS_IDLE }

  /// Runs one statement without parameters, or several that return nothing.
  func execute(_ sql: String) throws { _ = try checked(PQexec(connection, sql)) }

  /// Runs a prepared statement; it is prepared when this connection meets it first.
  @discardableResult
  func run(_ sql: String, _ parameters: [String?] = []) throws -> PostgresRows {
    let name = try prepare(sql)
    return try checked(
      CStrings.with(parameters) { PQexecPrepared(connection, name, Int32(parameters.count), $0, nil, nil, 0) })
  }

  /// Runs one prepared statement many times without waiting for each answer; what they return is
  /// dropped. Inside a transaction, since it stops at the first failure.
  func run(_ sql: String, each rows: [[PostgresValue?]]) throws {
    guard !rows.isEmpty else { return }
    let name = try prepare(sql)
    // So few that their answers fit into the system's buffers: both sides write without being read.
    for start in stride(from: 0, to: rows.count, by: Self.statementsInFlight) {
      try pipeline(name, rows[start..<min(start + Self.statementsInFlight, rows.count)])
    }
  }

  private static let statementsInFlight = 128

  private func pipeline(_ name: String, _ rows: ArraySlice<[PostgresValue?]>) throws {
    guard PQenterPipelineMode(connection) == 1 else { throw currentFailure() }
    for row in rows {
      let sent = PostgresValue.with(row) { PQsendQueryPrepared(connection, name, Int32(row.count), $0, $1, $2, 0) }
      guard sent == 1 else { throw currentFailure() }
    }
    guard PQpipelineSync(connection) == 1 else { throw currentFailure() }
    var failure: StoreError?
    // Each statement answers with its result and a null; the synchronisation with a result of its own.
    while true {
      guard let result = PQgetResult(connection) else {
        if isAlive { continue }
        throw failure ?? currentFailure()
      }
      let rows = PostgresRows(result, store: store)
      if rows.status == PGRES_PIPELINE_SYNC { break }
      if failure == nil, rows.status != PGRES_PIPELINE_ABORTED { failure = rows.failure }
    }
    if PQexitPipelineMode(connection) != 1, failure == nil { failure = currentFailure() }
    if let failure { throw failure }
  }

  enum Transaction {
    /// One state for all that is read; each statement sees the latest otherwise, which is what waiting for a
    /// row's lock asks for.
    case reading
    case writing
    /// Written without waiting for the disk: a crash of the server may forget the last second of it.
    case noting

    fileprivate var start: String {
      switch self {
      case .reading: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
      case .writing: "BEGIN"
      case .noting: "BEGIN; SET LOCAL synchronous_commit = off"
      }
    }
  }

  /// Runs a transaction: all of it is written, or none.
  func transaction<Value>(_ kind: Transaction = .writing, _ body: (PostgresSession) throws -> Value) throws -> Value {
    try execute(kind.start)
    do {
      let value = try body(self)
      try execute("COMMIT")
      return value
    } catch {
      // When this fails as well the connection is not idle, and is not lent again.
      try? execute("ROLLBACK")
      throw error
    }
  }

  private func prepare(_ sql: String) throws -> String {
    if let name = prepared[sql] { return name }
    let name = "neckenml_\(prepared.count)"
    _ = try checked(PQprepare(connection, name, sql, 0, nil))
    prepared[sql] = name
    return name
  }

  private func checked(_ result: OpaquePointer?) throws -> PostgresRows {
    guard let result else { throw currentFailure() }
    let rows = PostgresRows(result, store: store)
    if let failure = rows.failure { throw failure }
    return rows
  }

  private func currentFailure() -> StoreError {
    let detail = String(cString: PQerrorMessage(connection)).oneLine
    return .connectionLost(store: store, detail: detail)
  }

  private func connectionFailure() -> StoreError {
    let detail = String(cString: PQerrorMessage(connection)).oneLine
    // A refused connection carries no error code, only words; those that matter are looked for.
    let refusals = ["authentication failed", "pg_hba.conf", "role \"", "permission denied"]
    if PQconnectionNeedsPassword(connection) == 1 || refusals.contains(where: detail.contains) {
      return .accessDenied(store: store, detail: detail)
    }
    if detail.contains("database \""), detail.contains("does not exist") {
      return .cannotOpen(store: store, detail: "there is no such database; createdb makes one")
    }
    return .unreachable(store: store, detail: detail)
  }
}

extension String {
  /// Server messages come in lines.
  var oneLine: String { split(whereSeparator: \.isNewline).joined(separator: "; ") }
}
