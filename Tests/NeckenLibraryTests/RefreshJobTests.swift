import Foundation
import NeckenCore
import NeckenML
import Testing

@Suite struct RefreshJobTests {
  private func analyze(
    _ store: any TrackStore, _ analyzer: ScriptedAnalyzer
  ) -> AnalyzeJob { AnalyzeJob(analyzer: analyzer, judge: TrackJudge(), store: store) }

  private func refresh(
    _ store: any TrackStore, _ analyzer: ScriptedAnalyzer,
    _ change: (inout RefreshJob.Configuration) -> Void = { _ in }
  ) async throws -> RefreshSummary {
    var configuration = RefreshJob.Configuration()
    change(&configuration)
    return try await RefreshJob(store: store, analyze: analyze(store, analyzer), configuration: configuration)
      .run { _ in }
  }

  private func touch(_ folder: MusicFolder, _ name: String, _ date: Date) throws {
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: folder.path + "/" + name)
  }

  @Test func onlyWhatChangedIsAnalysed() async throws {
    let names = ["a.wav", "b.wav", "c.wav", "d.wav"]
    try await MusicFolder.with(Dictionary(uniqueKeysWithValues: names.map { ($0, "polska \($0)") })) { folder in
      let store = InMemoryTrackStore()
      _ = try await analyze(store, ScriptedAnalyzer()).run(folder.recordings) { _ in }
      let unchanged = ScriptedAnalyzer()
      #expect(try await refresh(store, unchanged).unchanged == 4)

      try folder.write("vals", to: "b.wav")
      try touch(folder, "c.wav", Collection.day)
      try FileManager.default.removeItem(atPath: folder.path + "/d.wav")
      let analyzer = ScriptedAnalyzer()
      let summary = try await refresh(store, analyzer)
      #expect(analyzer.calls == ["b.wav"])
      #expect((summary.unchanged, summary.touched, summary.missing, summary.analysis.analysed) == (1, 1, 1, 1))
      let b = try #require(await store.track(filePath: folder.path + "/b.wav"))
      #expect(abs((b.derived?.tempoBpm ?? 0) - 165) < 1)
      #expect(await store.track(filePath: folder.path + "/d.wav")?.derived != nil, "what is known is kept")

      let again = try await refresh(store, ScriptedAnalyzer())
      #expect((again.unchanged, again.touched) == (3, 0), "the new times are known now")
    }
  }

  /// A file whose content changed and whose time did not: a restored backup.
  @Test func timesNeedNotBeTrusted() async throws {
    try await MusicFolder.with(["a.wav": "polska"]) { folder in
      try touch(folder, "a.wav", Collection.day)
      let store = InMemoryTrackStore()
      _ = try await analyze(store, ScriptedAnalyzer()).run(folder.recordings) { _ in }
      try folder.write("vals!!", to: "a.wav")
      try touch(folder, "a.wav", Collection.day)
      #expect(try await refresh(store, ScriptedAnalyzer()).unchanged == 1)
      #expect(try await refresh(store, ScriptedAnalyzer()) { $0.trustsModificationTimes = false }.analysis.analysed == 1)
    }
  }

  @Test func oldDataStaysWhenTheNewCannotBeHad() async throws {
    try await MusicFolder.with(["a.wav": "polska"]) { folder in
      let store = InMemoryTrackStore()
      _ = try await analyze(store, ScriptedAnalyzer()).run(folder.recordings) { _ in }
      let id = try #require(await store.track(filePath: folder.path + "/a.wav")).id
      let before = await store.analysis(of: id, sourceType: AnalysisSource.neckenSourceType)
      try folder.write("bad", to: "a.wav")
      #expect(try await refresh(store, ScriptedAnalyzer()).analysis.failed == 1)
      #expect(await store.analysis(of: id, sourceType: AnalysisSource.neckenSourceType) == before)
      #expect(await store.track(id)?.derived?.tempoBpm != nil)
    }
  }

  @Test func anotherVersionCountsWhenAsked() async throws {
    try await MusicFolder.with(["a.wav": "polska"]) { folder in
      let store = InMemoryTrackStore()
      _ = try await analyze(store, ScriptedAnalyzer()).run(folder.recordings) { _ in }
      #expect(try await refresh(store, ScriptedAnalyzer(versions: "2")).unchanged == 1)
      let newer = ScriptedAnalyzer(versions: "2")
      #expect(try await refresh(store, newer) { $0.includesOutdated = true }.analysis.analysed == 1)
      #expect(try await refresh(store, newer) { $0.includesOutdated = true }.unchanged == 1)
    }
  }
}
