import Foundation
import GRDB

/// A store in one SQLite file: the default, for one person or a few programs on one machine.
///
/// Written ahead (WAL), so that reading and writing do not stop each other, and several processes
/// may share the file. Docs/DatabaseSchema.md describes the tables.
public struct SQLiteTrackStore: TrackStore {
  /// How the file is opened.
  public struct Configuration: Sendable {
    /// How much SQLite waits for the disk.
    public enum Synchronous: String, Sendable {
      /// Safe against a killed process; a power cut may cost the last transactions, never the file.
      case normal = "NORMAL"
      /// Safe against a power cut as well; each transaction waits for the disk.
      case full = "FULL"
    }

    /// Seconds to wait for another program's lock before ``StoreError/locked(store:)``.
    public var busyTimeoutSeconds = 10.0
    public var synchronous = Synchronous.normal
    /// Largest size of the file in pages of 4096 bytes; `nil` for as large as the disk allows.
    public var maximumPageCount: Int?
    /// Connections that may read at once.
    public var maximumReaders = 4
    /// Opened for reading alone; nothing is created or migrated.
    public var isReadOnly = false

    public init() {}
  }

  let pool: DatabasePool
  /// Path of the file, as given.
  public let path: String

  /// Opens the file, creates it with its folder when it is not there, and brings its tables up to date.
  ///
  /// - Throws: ``StoreError``: `cannotOpen`, `corrupt`, `locked`, `newerSchema`, `readOnly`, `diskFull`.
  public init(path: String, configuration: Configuration = Configuration()) throws(StoreError) {
    self.path = path
    do {
      if !configuration.isReadOnly { try Self.createFolder(of: path) }
      pool = try Self.opened(path, configuration)
    } catch {
      throw StoreError(error, store: path)
    }
  }

  /// A pool on up-to-date tables.
  ///
  /// Programs that make one file at the same moment meet where SQLite does not wait for locks by itself (the change to
  /// WAL), or find tables made that were not there a moment ago. Then what is there is looked at again, for as long as
  /// another program's lock is waited for.
  private static func opened(_ path: String, _ configuration: Configuration) throws -> DatabasePool {
    let deadline = ContinuousClock.now + .seconds(configuration.busyTimeoutSeconds)
    while true {
      do {
        let pool = try DatabasePool(path: path, configuration: connection(configuration))
        try migrate(pool, path: path, isReadOnly: configuration.isReadOnly)
        return pool
      } catch let error as DatabaseError where isOfTwoMakers(error) && ContinuousClock.now < deadline {
        usleep(openingPauseMicroseconds)
      }
    }
  }

  private static let openingPauseMicroseconds: UInt32 = 5000

  /// Whether an error may come of another program that makes the file at this moment.
  private static func isOfTwoMakers(_ error: DatabaseError) -> Bool {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_CONSTRAINT, .SQLITE_SCHEMA: true
    case .SQLITE_ERROR: error.message?.contains("already exists") == true || error.message?.contains("duplicate column") == true
    default: false
    }
  }

  private static func createFolder(of path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private static func connection(_ configuration: Configuration) -> GRDB.Configuration {
    var connection = GRDB.Configuration()
    connection.label = "neckenml"
    connection.busyMode = .timeout(configuration.busyTimeoutSeconds)
    connection.foreignKeysEnabled = true
    connection.readonly = configuration.isReadOnly
    connection.maximumReaderCount = max(1, configuration.maximumReaders)
    connection.prepareDatabase { database in
      if configuration.isReadOnly { return }
      try database.execute(sql: "PRAGMA synchronous = \(configuration.synchronous.rawValue)")
      if let pages = configuration.maximumPageCount {
        _ = try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(pages)")
      }
    }
    return connection
  }

  /// Runs one transaction: all of it is written, or none.
  func write<Value: Sendable>(
    _ body: @Sendable @escaping (Database) throws -> Value
  ) async throws -> Value {
    do { return try await pool.write(body) } catch { throw mapped(error) }
  }

  /// Reads one consistent state.
  func read<Value: Sendable>(
    _ body: @Sendable @escaping (Database) throws -> Value
  ) async throws -> Value {
    do { return try await pool.read(body) } catch { throw mapped(error) }
  }

  private func mapped(_ error: any Error) -> any Error {
    error is CancellationError ? error : StoreError(error, store: path)
  }
}
