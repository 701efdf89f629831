import Foundation
import NeckenStore

/// Claims recordings one by one, by path, while others do likewise.
struct ClaimDesk: Sendable {
  let store: any TrackStore
  let share: WorkShare
  let now: @Sendable () -> Date

  /// What stopped runs have finished is forgotten, unless others are at it now.
  func enter() async throws { try await store.leave(share, isComplete: true, at: now()) }

  func leave(isComplete: Bool) async throws {
    // Also when the job was cancelled.
    try await Task { try await store.leave(share, isComplete: isComplete, at: now()) }.value
  }

  /// Whether the recording is ours to do.
  func claim(_ path: String) async throws -> Bool {
    try await !store.claim([path], for: share, at: now()).isEmpty
  }

  /// - Parameter isDone: `false` to give it back.
  func close(_ path: String, isDone: Bool) async {
    // When this fails the claim ends with its lease; what was saved is saved.
    try? await Task {
      if isDone {
        try await store.finish([path], for: share, at: now())
      } else {
        try await store.release([path], for: share, at: now())
      }
    }.value
  }

  /// Keeps the claims while the work goes on.
  func renewing<Value>(_ body: () async throws -> Value) async rethrows -> Value {
    let renewal = Task {
      while true {
        try await Task.sleep(for: .seconds(share.leaseSeconds / 3))
        // When the store cannot be reached for a while the claims may be lost; saving is safe all the same.
        _ = try? await store.renew(share, at: now())
      }
    }
    defer { renewal.cancel() }
    return try await body()
  }
}
