import Foundation
import NeckenCore
import NeckenML
import TestSupport
import Testing

/// Rows of ours and of the Python package side by side, some of them beyond reading, in real databases.
@Suite struct MixedCollectionTests {
  enum Kind: CaseIterable { case file, server }

  private func withStore(_ kind: Kind, _ body: (any TrackStore) async throws -> Void) async throws {
    switch kind {
    case .file:
      try await MusicFolder.with { try await body(StoreLocation($0.path + "/mixed.sqlite").open()) }
    case .server:
      let server = try PostgresServer.shared.get()
      try await server.withDatabase { try await body(StoreLocation(server.url($0)).open()) }
    }
  }

  /// A file as the Python package wrote it, without the infinity that no database takes as JSON.
  private static func golden(_ name: String) throws -> Data {
    let text = try String(contentsOf: RepositoryPaths.golden.appending(path: "reanalysis/\(name)"), encoding: .utf8)
    return Data(text.replacingOccurrences(of: "-Infinity", with: "null").utf8)
  }

  /// A Python artifact file with one key changed to something that it should not hold.
  private static let damage: [(name: String, json: String)] = [
    ("null", #"{"version": "1.0.0", "madmom": null, "audio_stats": null}"#),
    ("text", #"{"version": "1.0.0", "rhythm_extractor": "NaN"}"#),
    ("later", #"{"version": "9.9.9", "rhythm": {}}"#),
    ("nothing", "{}"),
    ("huge numbers", #"{"version": "1.0.0", "madmom": {"beat_times": [1e400, -1e400, 1e-400], "beat_info": []}}"#),
  ]

  @Test(arguments: Kind.allCases) func everythingReadableIsClassifiedAndTheRestNamed(kind: Kind) async throws {
    try await withStore(kind) { store in
      try await Collection.save("Ours polska", bpm: 112, style: .vals, in: store)
      for name in ["python-madmom.json", "python-rhythm-extractor.json"] {
        try await Collection.save("Hambo \(name)", bpm: 112, style: .vals, json: Self.golden(name), in: store)
      }
      let confirmed = try await Collection.save(
        "Confirmed hambo", bpm: 112, style: .vals, json: Collection.pythonArtifacts, in: store)
      try await store.confirm(.init(trackID: confirmed, danceStyle: .snoa, person: "Ann", confirmedAt: Collection.day))
      for (name, json) in Self.damage {
        try await Collection.save("Damaged \(name)", bpm: 112, style: .vals, json: Data(json.utf8), in: store)
      }
      var configuration = ReclassifyJob.Configuration()
      configuration.pageSize = 2
      let summary = try await ReclassifyJob(store: store, judge: TrackJudge(), configuration: configuration).run()
      #expect(summary.examined == 9)
      #expect(summary.confirmed == 1)
      #expect(summary.changes.reduce(0) { $0 + $1.count } == summary.changed)
      #expect(summary.changes.contains { $0.from == .vals && $0.to == .hambo && $0.count == 2 })
      let named = Set(summary.unreadable.map(\.name))
      #expect(named.isSuperset(of: ["later", "nothing"].map { "/music/Damaged \($0).wav" }))
      #expect(named.allSatisfy { $0.contains("Damaged") })
      #expect(try await store.styles(of: confirmed).first?.danceStyle == .snoa)

      let collection = try await TrainJob(store: store).collect()
      #expect(collection.samples.contains { $0.style == .snoa }, "what a person said is a label")
      #expect(collection.samples.count { $0.style == .hambo } == 2, "so is what a title says for sure")
      #expect(try await store.problems().isEmpty)
    }
  }
}
