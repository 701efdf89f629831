import Foundation
import NeckenCore
import NeckenDigest
import NeckenNeural
import Testing

@Suite struct ModelStoreTests {
  @Test func anEmptyHomeMissesTheModelAndSaysHowToGetIt() throws {
    try withTemporaryFolder { home in
      let store = try Fixtures.store(home: home)
      let file = try store.catalog.model(named: "musicnn-msd").file
      let path = home.appending(path: "models/\(file)").path
      let expected = ModelError.missing(name: "musicnn-msd", path: path)
      #expect(throws: expected) { try store.weights(of: "musicnn-msd") }
      #expect(expected.description.contains("run scripts/fetch-models.sh"))
      #expect(store.status(of: try store.catalog.model(named: "musicnn-msd")) == .unavailable(expected))
      #expect(store.status(of: try store.catalog.model(named: "beat-network")) == .builtIn)
    }
  }

  @Test func aDamagedFileIsFoundOut() throws {
    try withTemporaryFolder { home in
      let store = try Fixtures.store(home: home)
      let model = try store.catalog.model(named: "musicnn-mtt")
      let file = home.appending(path: "models/\(model.file)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      let damaged = Data("not a network".utf8)
      try damaged.write(to: file)
      let expected = ModelError.damaged(
        name: model.name, path: file.path, expectedSHA256: model.sha256,
        foundSHA256: SHA256.hexadecimalDigest(of: damaged))
      #expect(throws: expected) { try store.weights(of: model.name) }
      #expect(throws: expected) { try SessionPool(modelName: model.name, store: store) }
    }
  }

  @Test func unknownNamesAreRefused() throws {
    let store = try Fixtures.store()
    #expect(throws: ModelError.unknown(name: "mert", known: store.catalog.models.map(\.name))) {
      try store.weights(of: "mert")
    }
  }

  @Test func theHomeFollowsTheEnvironment() throws {
    #expect(try ModelStore(environment: ["NECKENML_HOME": "/a/b"]).home.path == "/a/b")
    #expect(try ModelStore(environment: ["XDG_DATA_HOME": "/data"]).home.path == "/data/neckenml")
    #expect(try ModelStore(environment: [:]).home.path.hasSuffix("/.local/share/neckenml"))
  }

  @Test(Fixtures.needsModels) func whatWasFetchedIsPresent() throws {
    let store = try Fixtures.store()
    for model in store.catalog.models where model.provision == .fetched {
      #expect(store.status(of: model) == .present)
    }
  }
}
