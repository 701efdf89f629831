import Foundation
import NeckenCore
import NeckenML
import Synchronization
import TestSupport
import Testing

/// Several reclassifications of one database, and ones that are stopped.
@Suite struct SharedReclassifyTests {
  enum Kind: CaseIterable { case file, server }

  private static let count = 40

  /// Opens the same database as often as asked, filled with tracks whose dance will change.
  private func withStores(_ kind: Kind, _ body: ([any TrackStore]) async throws -> Void) async throws {
    func use(_ address: String) async throws {
      let stores = [try await StoreLocation(address).open(), try await StoreLocation(address).open()]
      for index in 0..<Self.count {
        try await Collection.save("Hambo \(index)", bpm: 112, style: .vals, in: stores[0])
      }
      try await body(stores)
    }
    switch kind {
    case .file: try await MusicFolder.with { try await use($0.path + "/shared.sqlite") }
    case .server:
      let server = try PostgresServer.shared.get()
      try await server.withDatabase { try await use(server.url($0)) }
    }
  }

  private func job(_ store: any TrackStore, resumes: Bool = false) -> ReclassifyJob {
    var configuration = ReclassifyJob.Configuration()
    configuration.pageSize = 3
    configuration.sharing.resumes = resumes
    return ReclassifyJob(store: store, judge: TrackJudge(), configuration: configuration)
  }

  @Test(arguments: Kind.allCases) func twoDoEverythingOnce(kind: Kind) async throws {
    try await withStores(kind) { stores in
      // Each goes on after its first page only when the other has done one as well.
      let done = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]
      let summaries = try await withThrowingTaskGroup(of: ReclassifySummary.self) { group in
        for (index, store) in stores.enumerated() {
          group.addTask {
            let hasWaited = Mutex(false)
            return try await job(store).run { _ in
              guard !hasWaited.withLock({ waited in defer { waited = true }; return waited }) else { return }
              done[index].signal()
              _ = done[1 - index].wait(timeout: .now() + 60)
            }
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(summaries.allSatisfy { $0.examined > 0 })
      #expect(summaries.reduce(0) { $0 + $1.examined } == Self.count, "each once")
      #expect(summaries.reduce(0) { $0 + $1.changed } == Self.count)
      #expect(try await stores[0].problems().isEmpty)
    }
  }

  @Test(arguments: Kind.allCases) func aStoppedOneIsGoneOnWith(kind: Kind) async throws {
    try await withStores(kind) { stores in
      let task = Task {
        try await job(stores[0]).run { progress in
          if progress.finished >= 9 { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
      await #expect(throws: CancellationError.self) { try await task.value }
      let rest = try await job(stores[1], resumes: true).run()
      #expect(rest.examined == Self.count - 9 && rest.changed == Self.count - 9)
      // Nothing is left of it: the next begins with all.
      let again = try await job(stores[1], resumes: true).run()
      #expect(again.examined == Self.count && again.changed == 0)
    }
  }
}
