import Foundation
import Synchronization

/// A few connections, lent to one transaction each; more are made when they are needed, up to a limit.
///
/// A connection that breaks is thrown away and the whole transaction run again on a new one, for as long
/// as `reconnectTimeoutSeconds`: a server may restart. Every transaction of the store may be repeated,
/// also when the connection broke while it was being committed and nobody can tell whether it was.
actor PostgresPool {
  private let settings: PostgresSettings
  private let limit: Int
  private var idle: [PostgresConnection] = []
  private var lent = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ settings: PostgresSettings) {
    self.settings = settings
    limit = max(1, settings.configuration.maximumConnections)
  }

  /// Runs `body` in a transaction of its own, and again when another transaction came in its way.
  func transaction<Value: Sendable>(
    _ kind: PostgresSession.Transaction, _ body: @escaping @Sendable (PostgresSession) throws -> Value
  ) async throws -> Value {
    try await run { try $0.transaction(kind, body) }
  }

  /// Lends a connection.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable (PostgresSession) throws -> Value
  ) async throws -> Value {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(settings.configuration.reconnectTimeoutSeconds)
    var pause = Duration.milliseconds(50)
    var wasConnected = false
    while true {
      try Task.checkCancellation()
      do {
        let connection = try await borrow()
        wasConnected = true
        let outcome = await connection.run(body)
        giveBack(connection, isUsable: await connection.isReusable())
        return try outcome.get()
      } catch let error as StoreError where error.passes(afterConnecting: wasConnected) && clock.now < deadline {
        try await Task.sleep(for: pause)
        pause = min(pause * 2, .seconds(2))
      }
    }
  }

  private func borrow() async throws -> PostgresConnection {
    while lent >= limit { await withCheckedContinuation { waiting.append($0) } }
    lent += 1
    if let connection = idle.popLast() { return connection }
    do {
      return try await PostgresConnection(settings)
    } catch {
      lent -= 1
      wakeNext()
      throw error
    }
  }

  private func giveBack(_ connection: PostgresConnection, isUsable: Bool) {
    lent -= 1
    if isUsable {
      idle.append(connection)
    } else {
      // The server went away, and very likely from the others as well.
      idle.removeAll()
    }
    wakeNext()
  }

  private func wakeNext() {
    if !waiting.isEmpty { waiting.removeFirst().resume() }
  }
}

extension StoreError {
  /// Whether it may be gone when tried again. A server that does not answer the first time at all is
  /// reported at once; one that was there before is waited for.
  fileprivate func passes(afterConnecting wasConnected: Bool) -> Bool {
    switch self {
    case .connectionLost, .conflict: true
    case .unreachable: wasConnected
    default: false
    }
  }
}

/// A session on a thread of its own: the server's answers are waited for there, and not on the threads
/// that run tasks.
final class PostgresConnection: Sendable {
  private let queue = DispatchQueue(label: "neckenml.postgres")
  private let session: Mutex<PostgresSession>

  init(_ settings: PostgresSettings) async throws {
    let opened: PostgresSession = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try PostgresSession(settings) })
      }
    }
    session = Mutex(opened)
  }

  func run<Value: Sendable>(
    _ body: @escaping @Sendable (PostgresSession) throws -> Value
  ) async -> Result<Value, any Error> {
    await withCheckedContinuation { continuation in
      queue.async {
        continuation.resume(returning: self.session.withLock { session in Result { try body(session) } })
      }
    }
  }

  /// Whether the next transaction may use it.
  func isReusable() async -> Bool {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.session.withLock { $0.isAlive && $0.isIdle }) }
    }
  }
}
