import Foundation
import NeckenCore
import NeckenML
import Synchronization
import Testing

@Suite struct BackfillJobTests {
  private static let files = ["a.wav": "polska", "b.wav": "bad", "c.wav": "vals", "d.wav": "snoa"]

  private func store(_ folder: MusicFolder, _ names: [String]) async throws -> InMemoryTrackStore {
    let store = InMemoryTrackStore()
    for name in names {
      try await store.save(Track(title: name, filePath: folder.path + "/" + name, createdAt: Collection.day))
    }
    return store
  }

  private func job(_ store: any TrackStore, _ analyzer: ScriptedAnalyzer, tasks: Int = 2) -> BackfillJob {
    var configuration = AnalyzeJob.Configuration()
    configuration.tasks = tasks
    return BackfillJob(
      store: store,
      analyze: AnalyzeJob(analyzer: analyzer, judge: TrackJudge(), store: store, configuration: configuration))
  }

  @Test func whatLacksArtifactsIsAnalysedUnderItsOwnName() async throws {
    try await MusicFolder.with(Self.files) { folder in
      let store = try await store(folder, ["a.wav", "b.wav", "c.wav"])
      try await store.save(Track(title: "elsewhere", createdAt: Collection.day))
      let before = await store.trackIDs(.all, after: nil, limit: 10)
      let analyzer = ScriptedAnalyzer()
      let deliveries = Deliveries()
      let summary = try await job(store, analyzer).run { await deliveries.add($0) }
      #expect((summary.analysed, summary.failed, summary.notDone) == (2, 2, 0))
      #expect(await store.trackIDs(.all, after: nil, limit: 10) == before, "no track was added")
      let failed = await deliveries.lines.filter { $0.hasPrefix("failed") }
      #expect(failed.count == 2)
      #expect(failed.contains { $0.contains("elsewhere") && $0.contains("does not say where") })

      // A second run tries what failed, and nothing else.
      let again = ScriptedAnalyzer()
      #expect(try await job(store, again).run { _ in }.failed == 2)
      #expect(again.calls == ["b.wav"])
    }
  }

  @Test func aStoppedRunGivesBackWhatItHas() async throws {
    var files: [String: String] = [:]
    for index in 10..<40 { files["\(index).wav"] = "polska" }
    try await MusicFolder.with(files) { folder in
      let store = try await store(folder, files.keys.sorted())
      let delivered = Mutex(0)
      let task = Task {
        try await job(store, ScriptedAnalyzer()).run { _ in
          if delivered.withLock({ $0 += 1; return $0 }) == 5 { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
      await #expect(throws: CancellationError.self) { try await task.value }
      let done = await store.count(.analysed(sourceTypes: [AnalysisSource.neckenSourceType]))
      #expect((5..<30).contains(done))
      let summary = try await job(store, ScriptedAnalyzer()).run { _ in }
      #expect(summary.analysed == 30 - done)
    }
  }

  @Test func severalShareTheWork() async throws {
    var files: [String: String] = [:]
    for index in 10..<60 { files["\(index).wav"] = "polska" }
    try await MusicFolder.with(files) { folder in
      let store = try await store(folder, files.keys.sorted())
      let analyzers = (0..<3).map { _ in
        ScriptedAnalyzer { _ in try await Task.sleep(for: .milliseconds(2)) }
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for analyzer in analyzers { group.addTask { _ = try await job(store, analyzer).run { _ in } } }
        try await group.waitForAll()
      }
      #expect(analyzers.flatMap(\.calls).sorted() == files.keys.sorted(), "each once")
      #expect(analyzers.allSatisfy { !$0.calls.isEmpty })
    }
  }
}
