import Foundation
import NeckenCore
import NeckenML
import Testing

@Suite struct TrainJobTests {
  private func collect(
    _ store: any TrackStore, _ change: (inout TrainJob.Configuration) -> Void = { _ in }
  ) async throws -> TrainJob.Collection {
    var configuration = TrainJob.Configuration()
    change(&configuration)
    return try await TrainJob(store: store, configuration: configuration).collect()
  }

  @Test func labelsAreWhatPeopleConfirmedOrTitlesSay() async throws {
    let store = InMemoryTrackStore()
    let confirmed = try await Collection.save("a", bpm: 112, style: .polska, in: store)
    try await store.confirm(
      .init(trackID: confirmed, danceStyle: .hambo, person: "Ann", confirmedAt: Collection.day))
    let titled = try await Collection.save(
      "b", bpm: 112, style: .vals, confidence: 0.98, source: .metadata, in: store)
    try await Collection.save("c", bpm: 112, style: .snoa, confidence: 0.5, in: store)
    try await Collection.save("d", bpm: 112, style: .polka, confidence: 0.99, source: .head, in: store)
    try await Collection.save("e", bpm: 112, style: .unknown, confidence: 1, source: .metadata, in: store)

    #expect(try await Set(collect(store).samples.map(\.style)) == [.hambo, .vals])
    #expect(try await collect(store) { $0.onlyConfirmed = true }.samples.map(\.style) == [.hambo])
    #expect(try await collect(store) { $0.trackIDs = [titled] }.samples.map(\.style) == [.vals])
    #expect(try await collect(store) { $0.minimumConfidence = 0.4 }.samples.count == 3)
  }

  @Test func vectorsAreDerivedAnewAndDamagedRowsNamed() async throws {
    let store = InMemoryTrackStore()
    try await Collection.save("a", bpm: 112, style: .polska, confidence: 1, source: .metadata, in: store)
    let damaged = try await Collection.save(
      "b", bpm: 112, style: .vals, confidence: 1, source: .metadata, json: Data("{}".utf8), in: store)
    let collection = try await collect(store)
    let expected = try Reanalysis().derive(ScriptedAnalyzer.artifacts(bpm: 112, hash: "a")).vector
    #expect(collection.samples.map(\.vector) == [expected])
    #expect(collection.unreadable.map(\.trackID) == [damaged])
  }

  @Test func aHeadLearnsToTellTempiApart() async throws {
    let store = InMemoryTrackStore()
    for index in 0..<12 {
      let isVals = index % 2 == 0
      try await Collection.save(
        "\(index)", bpm: (isVals ? 160 : 105) + Double(index), style: isVals ? .vals : .polska, confidence: 1,
        source: .metadata, in: store)
    }
    let (head, _) = try await TrainJob(store: store).run()
    #expect(head.labels == [.polska, .vals])
    let slow = try Reanalysis().derive(ScriptedAnalyzer.artifacts(bpm: 108, hash: "x")).vector
    let fast = try Reanalysis().derive(ScriptedAnalyzer.artifacts(bpm: 170, hash: "y")).vector
    #expect(try head.predict(slow).ranked[0].style == .polska)
    #expect(try head.predict(fast).ranked[0].style == .vals)
    await #expect(throws: HeadError.self) { try await TrainJob(store: InMemoryTrackStore()).run() }
  }
}
