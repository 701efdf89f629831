import Foundation
import NeckenCore
import NeckenML
import Testing

@Suite struct ReclassifyJobTests {
  private func run(
    _ store: any TrackStore, tasks: Int = 1, dry: Bool = false, pageSize: Int = 3
  ) async throws -> ReclassifySummary {
    var configuration = ReclassifyJob.Configuration()
    configuration.tasks = tasks
    configuration.isDryRun = dry
    configuration.pageSize = pageSize
    return try await ReclassifyJob(store: store, judge: TrackJudge(), configuration: configuration) { Collection.day }
      .run()
  }

  private func primaries(_ store: any TrackStore) async throws -> [String] {
    var names: [String] = []
    try await store.forEachTrackPage { page in
      for track in page {
        let style = try await store.styles(of: track.id).first { $0.isPrimary }
        names.append("\(track.title): \(style?.danceStyle.rawValue ?? "none")")
      }
    }
    return names.sorted()
  }

  @Test func aDryRunTellsAndChangesNothing() async throws {
    let store = InMemoryTrackStore()
    try await Collection.save("Polska 1", bpm: 112, style: .polka, in: store)
    try await Collection.save("Polska 2", bpm: 112, style: .polka, in: store)
    try await Collection.save("Vals", bpm: 165, style: .vals, in: store)
    let before = try await primaries(store)
    let dry = try await run(store, dry: true)
    #expect(dry.examined == 3)
    #expect(dry.changed == 2)
    #expect(dry.changes == [.init(from: .polka, to: .polska, count: 2)])
    #expect(try await primaries(store) == before)

    #expect(try await run(store) == dry, "what was announced is what is done")
    #expect(try await primaries(store) == ["Polska 1: Polska", "Polska 2: Polska", "Vals: Vals"])
    #expect(try await run(store).changed == 0)
  }

  @Test func whatAPersonConfirmedStays() async throws {
    let store = InMemoryTrackStore()
    let id = try await Collection.save("Polska 1", bpm: 112, style: .polska, in: store)
    try await store.confirm(.init(trackID: id, danceStyle: .hambo, person: "Ann", confirmedAt: Collection.day))
    let summary = try await run(store)
    #expect(summary.confirmed == 1)
    #expect(summary.changed == 0)
    #expect(await store.styles(of: id).first?.danceStyle == .hambo)
  }

  @Test func rowsOfThePythonPackageAreReadAndDamagedOnesNamed() async throws {
    let store = InMemoryTrackStore()
    try await Collection.save("Hambo", bpm: 112, style: .vals, json: Collection.pythonArtifacts, in: store)
    let damaged = try await Collection.save(
      "Snoa", bpm: 112, style: .vals, json: Data(#"{"version": "2.0.0", "rhythm": 3}"#.utf8), in: store)
    try await Collection.save("Polska", bpm: 112, style: .vals, in: store)
    let summary = try await run(store)
    #expect(summary.examined == 3)
    #expect(summary.unreadable.map(\.trackID) == [damaged])
    #expect(summary.unreadable.map(\.name) == ["/music/Snoa.wav"])
    #expect(try await primaries(store) == ["Hambo: Hambo", "Polska: Polska", "Snoa: Vals"])
  }

  @Test(arguments: [1, 2, 5, 100]) func pagesAndTasksMakeNoDifference(size: Int) async throws {
    var results: [[String]] = []
    for tasks in [1, 3] {
      let store = InMemoryTrackStore()
      for index in 0..<11 {
        try await Collection.save("Polska \(index)", bpm: 100 + Double(index) * 9, style: .snoa, in: store)
      }
      let summary = try await run(store, tasks: tasks, pageSize: size)
      #expect(summary.examined == 11)
      results.append(try await primaries(store))
    }
    #expect(results[0] == results[1])
  }

  @Test func keywordsOfTheStoreTakePart() async throws {
    let store = InMemoryTrackStore()
    try await Collection.save("Krokodillåten", bpm: 112, style: .snoa, in: store)
    try await store.save(StoredKeyword(keyword: "krokodillåten", danceStyle: .schottis, subStyle: "Rheinländer"))
    var configuration = StyleClassifier.Configuration()
    configuration.keywords.add(await store.keywords())
    let judge = TrackJudge(classifier: StyleClassifier(configuration: configuration))
    _ = try await ReclassifyJob(store: store, judge: judge).run()
    #expect(try await primaries(store) == ["Krokodillåten: Schottis"])

    var table = KeywordTable.standard
    table.add([StoredKeyword(keyword: "hambo", danceStyle: .hambo, isActive: false)])
    #expect(!table.keywords.contains { $0.forms.contains("hambo") })
  }
}
