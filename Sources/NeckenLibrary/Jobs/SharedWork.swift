import Foundation
import NeckenStore

/// How a job shares its work with other processes on the same database.
public struct SharingConfiguration: Sendable {
  /// Seconds that a claim holds without being renewed; one of a dead process of this machine ends at once.
  public var leaseSeconds = WorkShare.defaultLeaseSeconds
  /// Go on where a stopped run with the same settings ended, instead of beginning anew. Others that are at
  /// it now are joined in any case.
  public var resumes = false

  public init() {}
}

/// Hands out tracks to this process, so many at a time, that no other process has or has done.
///
/// Claims are renewed while a page is worked on, and given back when the job ends early.
struct SharedWork: Sendable {
  /// What became of a page.
  struct Outcome: Sendable {
    /// Not to be given out again in this work, well or not.
    var finished: [TrackID] = []
    /// Given back.
    var undone: [TrackID] = []
    /// Nothing more is wanted.
    var isEnd = false
  }

  let store: any TrackStore
  let work: String
  let configuration: SharingConfiguration
  let now: @Sendable () -> Date

  /// - Parameter body: works on the tracks of a page, at most `limit`.
  /// - Throws: what the store or `body` throws; `CancellationError`.
  func forEachPage(
    _ selection: TrackSelection, limit: Int, _ body: ([TrackID]) async throws -> Outcome
  ) async throws {
    let share = WorkShare(work: work, leaseSeconds: configuration.leaseSeconds)
    let desk = ClaimDesk(store: store, share: share, now: now)
    if !configuration.resumes { try await desk.enter() }
    do {
      let isWhole = try await pages(selection, limit: limit, desk, body)
      try await desk.leave(isComplete: isWhole)
    } catch {
      try? await desk.leave(isComplete: false)
      throw error
    }
  }

  /// - Returns: whether all was handed out that there is.
  private func pages(
    _ selection: TrackSelection, limit: Int, _ desk: ClaimDesk, _ body: ([TrackID]) async throws -> Outcome
  ) async throws -> Bool {
    var cursor: TrackID?
    while true {
      try Task.checkCancellation()
      let page = try await store.claimTracks(selection, after: cursor, limit: limit, for: desk.share, at: now())
      guard let last = page.last else {
        // What was given back behind us, by others or by a process that died, is still to be had.
        if cursor == nil { return true }
        cursor = nil
        continue
      }
      let outcome = try await desk.renewing { try await body(page) }
      // What is done is noted even when the job is being cancelled.
      try await Task {
        try await store.finish(outcome.finished.map(\.rawValue), for: desk.share, at: now())
        if !outcome.undone.isEmpty {
          try await store.release(outcome.undone.map(\.rawValue), for: desk.share, at: now())
        }
      }.value
      if outcome.isEnd { return false }
      cursor = last
    }
  }
}
