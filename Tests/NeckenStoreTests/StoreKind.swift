import Foundation
import NeckenStore
import TestSupport
import Testing

/// The stores that must behave alike. A new implementation adds a case and inherits every test.
enum StoreKind: CaseIterable, CustomTestStringConvertible {
  case memory, sqlite, postgres

  var testDescription: String { "\(self)" }

  /// An empty store, gone after the test.
  func withStore<Value>(_ body: (any TrackStore) async throws -> Value) async throws -> Value {
    switch self {
    case .memory: return try await body(InMemoryTrackStore())
    case .sqlite: return try await withTemporaryFolder { try await body(SQLiteTrackStore(path: $0 + "/store.sqlite")) }
    case .postgres:
      let server = try PostgresServer.shared.get()
      return try await server.withDatabase { try await body(PostgresTrackStore(url: server.url($0))) }
    }
  }
}

/// A folder that is removed with all in it, whatever happens.
func withTemporaryFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appending(path: "neckenml-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder.path)
}
