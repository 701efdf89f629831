import Foundation

/// Where a store is: a file, or a database on a server.
public enum StoreLocation: Hashable, Sendable {
  /// A SQLite file.
  case file(path: String)
  /// A PostgreSQL database, as libpq's connection URI.
  case server(url: String)

  /// - Parameter text: "postgresql://…" or "postgres://…" for a server; anything else is a file's path.
  public init(_ text: String) {
    let isServer = ["postgresql://", "postgres://"].contains { text.lowercased().hasPrefix($0) }
    self = isServer ? .server(url: text) : .file(path: text)
  }

  /// Opens the store and brings its tables up to date, as far as `access` allows.
  /// - Throws: ``StoreError``.
  public func open(_ access: StoreAccess = .create) async throws -> any TrackStore {
    switch self {
    case .file(let path): try Self.openFile(path, access)
    case .server(let url):
      try await Self.openServer(url, access)
    }
  }

  private static func openFile(_ path: String, _ access: StoreAccess) throws(StoreError) -> SQLiteTrackStore {
    var configuration = SQLiteTrackStore.Configuration()
    configuration.isReadOnly = access == .readOnly
    if access == .existing, !FileManager.default.fileExists(atPath: path) {
      throw .cannotOpen(store: path, detail: "there is no such file; neckenml analyze --save makes one")
    }
    do {
      return try SQLiteTrackStore(path: path, configuration: configuration)
    } catch .olderSchema where access == .readOnly {
      // To read with today's statements the tables must be today's; whoever may write brings them there.
      _ = try SQLiteTrackStore(path: path)
      return try SQLiteTrackStore(path: path, configuration: configuration)
    }
  }
}

extension StoreLocation {
  private static func openServer(_ url: String, _ access: StoreAccess) async throws -> PostgresTrackStore {
    var configuration = PostgresTrackStore.Configuration()
    configuration.isReadOnly = access == .readOnly
    do {
      return try await PostgresTrackStore(url: url, configuration: configuration)
    } catch StoreError.olderSchema where access == .readOnly {
      _ = try await PostgresTrackStore(url: url)
      return try await PostgresTrackStore(url: url, configuration: configuration)
    }
  }
}

/// The path, or the address without its password.
extension StoreLocation: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file(let path): path
    case .server(let url): PostgresLocation.withoutPassword(url)
    }
  }
}

/// What may be done to a store when it is opened.
public enum StoreAccess: Sendable {
  /// Nothing is written but what brings older tables up to date.
  case readOnly
  /// It must be there already.
  case existing
  /// It is made where there is none.
  case create
}
