import Foundation
import NeckenNeural
import Testing

/// Compiled forms are kept, give the same numbers, and are never believed when they are damaged.
@Suite struct CompiledModelsTests {
  private static let input = Tensor(shape: [1, 200, 124], values: (0..<200 * 124).map { Float($0 % 89) / 89 })

  @Test(Fixtures.needsModels) func whatWasKeptGivesTheSameNumbers() throws {
    try withTemporaryFolder { home in
      let store = try Self.store(home)
      let first = try heard(store)
      let file = try #require(try kept(store).first)
      let bytes = try Data(contentsOf: file)
      #expect(try heard(store) == first)
      #expect(try Data(contentsOf: file) == bytes)

      var damaged = bytes
      damaged.replaceSubrange(bytes.count / 2..<bytes.count / 2 + 4000, with: Data(count: 4000))
      for broken in [damaged, bytes.prefix(bytes.count / 2), Data()] {
        try broken.write(to: file)
        #expect(try heard(store) == first)
        #expect(try Data(contentsOf: file) != broken)
      }
      #expect(try kept(store).count == 1)
    }
  }

  @Test(Fixtures.needsModels) func otherOptionsAreKeptApart() throws {
    try withTemporaryFolder { home in
      let store = try Self.store(home)
      let first = try heard(store)
      var options = InferenceOptions()
      options.threadCount = 2
      let before = try kept(store)
      _ = try SessionPool(modelName: "beat-network", store: store, options: options)
      #expect(try kept(store) != before)
      #expect(try heard(store) == first)
    }
  }

  @Test(Fixtures.needsModels) func whereNothingCanBeKeptItIsCompiledEachTime() throws {
    try withTemporaryFolder { home in
      let store = try Self.store(home)
      try Data("a file where the folder should be".utf8).write(to: store.compiledFolder)
      #expect(try heard(store) == heard(store))
      #expect(try String(contentsOf: store.compiledFolder, encoding: .utf8) == "a file where the folder should be")
    }
  }

  /// A home of the test's own, with everyone's OpenVINO.
  private static func store(_ home: URL) throws -> ModelStore {
    let shared = try Fixtures.store()
    let version = try #require(shared.catalog.runtimes.first { $0.name == "openvino" }).version
    let library = shared.openVINOOverride ?? shared.home.appending(path: "openvino/\(version)").path
    return try Fixtures.store(home: home, openVINO: library)
  }

  private func heard(_ store: ModelStore) throws -> [Tensor] {
    try SessionPool(modelName: "beat-network", store: store)
      .withSession { try $0.run(Self.input, as: "features", outputs: ["probabilities", "overview"]) }
  }

  private func kept(_ store: ModelStore) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: store.compiledFolder, includingPropertiesForKeys: nil)
  }
}
