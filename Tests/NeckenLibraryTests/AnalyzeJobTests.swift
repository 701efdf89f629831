import Foundation
import NeckenML
import Synchronization
import Testing

@Suite struct AnalyzeJobTests {
  private static let files = [
    "01 polska.wav": "polska", "02 hambo.wav": "hambo", "03 bad.wav": "bad", "04 vals.wav": "vals",
    "05 polska.wav": "polska!", "06 snoa.wav": "snoa",
  ]

  private func run(
    _ folder: MusicFolder, _ analyzer: ScriptedAnalyzer, store: (any TrackStore)? = nil, tasks: Int = 1,
    resumes: Bool = false, detail: ArtifactDetail = .standard
  ) async throws -> (summary: AnalyzeSummary, deliveries: Deliveries) {
    var configuration = AnalyzeJob.Configuration()
    configuration.tasks = tasks
    configuration.resumes = resumes
    configuration.detail = detail
    let job = AnalyzeJob(analyzer: analyzer, judge: TrackJudge(), store: store, configuration: configuration)
    let deliveries = Deliveries()
    let summary = try await job.run(folder.recordings) { await deliveries.add($0) }
    return (summary, deliveries)
  }

  @Test func theOutputIsTheSameForOneTaskAndMany() async throws {
    try await MusicFolder.with(Self.files) { folder in
      let alone = try await run(folder, ScriptedAnalyzer()).deliveries.lines
      // The first takes longest, so that the others finish before it.
      let slowFirst = ScriptedAnalyzer { name in
        if name.hasPrefix("01") { try await Task.sleep(for: .milliseconds(30)) }
      }
      let together = try await run(folder, slowFirst, tasks: 4).deliveries.lines
      #expect(alone == together)
      #expect(alone.count == 6)
      #expect(alone[2] == "failed 03 bad.wav: cannot be played")
    }
  }

  @Test func oneBadRecordingStopsNothing() async throws {
    try await MusicFolder.with(Self.files) { folder in
      let store = InMemoryTrackStore()
      let (summary, deliveries) = try await run(folder, ScriptedAnalyzer(), store: store, tasks: 2)
      #expect((summary.analysed, summary.failed, summary.notDone) == (5, 1, 0))
      #expect(await deliveries.names.filter { $0.hasPrefix("failed") } == ["failed 03"])
      #expect(await store.summary().trackCount == 5)
      let track = try #require(await store.track(filePath: folder.path + "/01 polska.wav"))
      #expect(track.title == "polska")
      #expect(track.derived?.durationMs == 61_000)
      #expect(await store.styles(of: track.id).first?.danceStyle == .polska)
    }
  }

  @Test(arguments: [ArtifactDetail.standard, .full])
  func resumingSkipsWhatIsStoredAndSaysTheSame(detail: ArtifactDetail) async throws {
    try await MusicFolder.with(Self.files) { folder in
      let store = InMemoryTrackStore()
      let first = try await run(folder, ScriptedAnalyzer(), store: store, detail: detail).deliveries.lines
      let analyzer = ScriptedAnalyzer()
      let (summary, deliveries) = try await run(folder, analyzer, store: store, tasks: 3, resumes: true, detail: detail)
      #expect(analyzer.calls == ["03 bad.wav"], "only what failed is tried again")
      #expect((summary.analysed, summary.alreadyStored, summary.failed) == (0, 5, 1))
      #expect(await deliveries.lines.map { $0.replacing("stored ", with: "analysed ", maxReplacements: 1) } == first)
    }
  }

  @Test func changedContentOrVersionsAreAnalysedAnew() async throws {
    try await MusicFolder.with(["a.wav": "polska", "b.wav": "polska"]) { folder in
      let store = InMemoryTrackStore()
      _ = try await run(folder, ScriptedAnalyzer(), store: store)
      try folder.write("vals", to: "b.wav")
      let changed = ScriptedAnalyzer()
      _ = try await run(folder, changed, store: store, resumes: true)
      #expect(changed.calls == ["b.wav"])
      let b = try #require(await store.track(filePath: folder.path + "/b.wav"))
      #expect(abs((b.derived?.tempoBpm ?? 0) - 165) < 1)

      let newer = ScriptedAnalyzer(versions: "test 2")
      _ = try await run(folder, newer, store: store, resumes: true)
      #expect(newer.calls == ["a.wav", "b.wav"])
      let fuller = ScriptedAnalyzer(versions: "test 2")
      _ = try await run(folder, fuller, store: store, resumes: true, detail: .full)
      #expect(fuller.calls == ["a.wav", "b.wav"], "another level of detail is another version")
    }
  }

  @Test func damagedArtifactsAreMadeAnew() async throws {
    try await MusicFolder.with(["a.wav": "polska"]) { folder in
      let store = InMemoryTrackStore()
      _ = try await run(folder, ScriptedAnalyzer(), store: store)
      let id = try #require(await store.track(filePath: folder.path + "/a.wav")).id
      let source = try #require(await store.analysis(of: id, sourceType: AnalysisSource.neckenSourceType))
      let features = try Reanalysis().derive(ScriptedAnalyzer.artifacts(bpm: 100, hash: "x"))
      try await store.save(
        AnalysisRecord(
          filePath: folder.path + "/a.wav", metadata: .none, rawData: Data(#"{"version":"2.0.0"}"#.utf8),
          contentHash: source.contentHash ?? "", versions: source.versions ?? "", analyzedAt: Date(),
          result: Classification(columns: TrackColumns(features), judgements: [], vector: nil)))
      let analyzer = ScriptedAnalyzer()
      let (summary, _) = try await run(folder, analyzer, store: store, resumes: true)
      #expect(analyzer.calls == ["a.wav"])
      #expect(summary.analysed == 1)
    }
  }

  @Test func aTitleInTheStoreGoesBeforeTheFileName() async throws {
    try await MusicFolder.with(["track1.wav": "vals"]) { folder in
      let store = InMemoryTrackStore()
      try await store.save(
        Track(title: "Hambo från Bollnäs", filePath: folder.path + "/track1.wav", createdAt: Date()))
      _ = try await run(folder, ScriptedAnalyzer(), store: store)
      let track = try #require(await store.track(filePath: folder.path + "/track1.wav"))
      #expect(track.title == "Hambo från Bollnäs")
      #expect(await store.styles(of: track.id).first?.danceStyle == .hambo)
    }
  }

  @Test(arguments: [false, true]) func whatAPersonConfirmedIsReported(resumes: Bool) async throws {
    try await MusicFolder.with(["a.wav": "polska"]) { folder in
      let store = InMemoryTrackStore()
      _ = try await run(folder, ScriptedAnalyzer(), store: store)
      let id = try #require(await store.track(filePath: folder.path + "/a.wav")).id
      try await store.confirm(.init(trackID: id, danceStyle: .snoa, person: "Ann", confirmedAt: Date()))
      let line = try #require(
        try await run(folder, ScriptedAnalyzer(), store: store, resumes: resumes).deliveries.lines.first)
      #expect(line.contains(#""styles":[{"style":"Snoa""#))
      #expect(await store.styles(of: id).first?.danceStyle == .snoa)
    }
  }

  @Test func cancellingKeepsWhatIsDone() async throws {
    var files: [String: String] = [:]
    for index in 10..<40 { files["\(index).wav"] = "polska" }
    try await MusicFolder.with(files) { folder in
      let store = InMemoryTrackStore()
      let deliveries = Deliveries()
      var configuration = AnalyzeJob.Configuration()
      configuration.tasks = 2
      let job = AnalyzeJob(
        analyzer: ScriptedAnalyzer(), judge: TrackJudge(), store: store, configuration: configuration)
      let recordings = folder.recordings
      let task = Task {
        try await job.run(recordings) { outcome in
          await deliveries.add(outcome)
          if await deliveries.lines.count == 5 { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
      let summary = try await task.value
      #expect(summary.analysed >= 5)
      #expect(summary.notDone > 0)
      #expect(summary.analysed + summary.notDone == 30)
      #expect(await store.summary().analysedTrackCount == summary.analysed)
    }
  }

  @Test func aStoreThatIsFullEndsTheJobAndSaysSo() async throws {
    var files: [String: String] = [:]
    for index in 10..<60 { files["\(index).wav"] = "polska" }
    try await MusicFolder.with(files) { folder in
      var small = SQLiteTrackStore.Configuration()
      small.maximumPageCount = 50
      let path = folder.path + "/store.sqlite"
      let store = try SQLiteTrackStore(path: path, configuration: small)
      let (summary, deliveries) = try await run(folder, ScriptedAnalyzer(), store: store, tasks: 2)
      #expect(summary.stoppedBy == .diskFull(store: path))
      #expect(summary.notDone > 0)
      #expect(try await store.problems().isEmpty)
      #expect(try await store.summary().trackCount == summary.analysed)
      let told = await deliveries.names.filter { $0.hasPrefix("not saved") }
      #expect(!told.isEmpty)

      let roomy = try SQLiteTrackStore(path: path)
      let (rest, _) = try await run(folder, ScriptedAnalyzer(), store: roomy, resumes: true)
      #expect(rest.alreadyStored == summary.analysed)
      #expect(rest.alreadyStored + rest.analysed == 50)
    }
  }

  @Test func progressCountsEveryRecordingOnce() async throws {
    try await MusicFolder.with(Self.files) { folder in
      let seen = Mutex<[JobProgress]>([])
      var configuration = AnalyzeJob.Configuration()
      configuration.tasks = 3
      let job = AnalyzeJob(analyzer: ScriptedAnalyzer(), judge: TrackJudge(), configuration: configuration)
      _ = try await job.run(folder.recordings, progress: { progress in seen.withLock { $0.append(progress) } }) { _ in }
      #expect(seen.withLock { $0.map(\.finished) } == Array(1...6))
      #expect(seen.withLock { $0.allSatisfy { $0.total == 6 } })
    }
  }

  /// A single long recording moves on as well: its own share counts until it is finished.
  @Test func progressMovesWithinARecording() async throws {
    try await MusicFolder.with(["1 long.wav": "polska", "2 short.wav": "vals"]) { folder in
      let seen = Mutex<[JobProgress]>([])
      let job = AnalyzeJob(analyzer: ScriptedAnalyzer(shares: [0.25, 0.75]), judge: TrackJudge())
      _ = try await job.run(folder.recordings, progress: { progress in seen.withLock { $0.append(progress) } }) { _ in }
      #expect(seen.withLock { $0.map(\.finished) } == [0, 0, 1, 1, 1, 2])
      #expect(seen.withLock { $0.map(\.underway) } == [0.25, 0.75, 0, 0.25, 0.75, 0])
    }
  }
}
