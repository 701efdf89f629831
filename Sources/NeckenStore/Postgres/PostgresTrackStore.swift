import Foundation

/// A store in a PostgreSQL database (14 or later), for many users and many machines.
///
/// The tables are those of ``SQLiteTrackStore``, artifacts are `jsonb` and vectors `real[]`; tables that
/// the Python package made are taken up as they are. Docs/DatabaseSchema.md describes them.
public struct PostgresTrackStore: TrackStore {
  /// How the server is reached and used.
  public struct Configuration: Sendable {
    /// Connections held at once.
    public var maximumConnections = 4
    /// Seconds to wait for a connection, unless the address or `PGCONNECT_TIMEOUT` says otherwise.
    public var connectTimeoutSeconds = 10.0
    /// Seconds that one statement may take before ``StoreError/timedOut(store:detail:)``.
    public var statementTimeoutSeconds = 120.0
    /// Seconds to wait for a row that another program is writing before ``StoreError/locked(store:)``.
    public var lockTimeoutSeconds = 10.0
    /// Seconds to wait for a server that went away to come back before ``StoreError/connectionLost(store:detail:)``.
    public var reconnectTimeoutSeconds = 30.0
    /// Opened for reading alone; nothing is created or migrated.
    public var isReadOnly = false

    public init() {}
  }

  let pool: PostgresPool
  let statements: PostgresStatements
  /// The database's address without the password, for messages.
  public let name: String

  /// Connects, and brings the tables up to date.
  ///
  /// - Parameter url: libpq's connection URI, "postgresql://user@host:port/name?option=value"; what it
  ///   leaves out comes from PGHOST, PGUSER, PGPASSWORD and the other PG* variables, or ~/.pgpass.
  /// - Throws: ``StoreError``: `invalidLocation`, `unreachable`, `accessDenied`, `cannotOpen`,
  ///   `newerSchema`, `olderSchema` (when only reading is allowed).
  public init(url: String, configuration: Configuration = Configuration()) async throws {
    let settings = PostgresSettings(location: try PostgresLocation(url: url), configuration: configuration)
    name = settings.location.name
    pool = PostgresPool(settings)
    statements = PostgresStatements(
      layout: try await pool.run { session in
        try PostgresMigration(store: settings.location.name, isReadOnly: configuration.isReadOnly).run(session)
      })
  }

  /// Runs one transaction: all of it is written, or none.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (PostgresSession) throws -> Value
  ) async throws -> Value {
    try await pool.transaction(.writing, body)
  }

  /// Runs one transaction about shared work, of which nothing is worth waiting for the disk: what a crash
  /// makes the server forget is done twice.
  func note<Value: Sendable>(
    _ body: @escaping @Sendable (PostgresSession) throws -> Value
  ) async throws -> Value {
    try await pool.transaction(.noting, body)
  }

  /// Reads one consistent state.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (PostgresSession) throws -> Value
  ) async throws -> Value {
    try await pool.transaction(.reading, body)
  }
}
