import Foundation
import NeckenDigest
import NeckenNeural
import TestSupport
import Testing

@Suite struct ModelCatalogTests {
  let models = RepositoryPaths.root.appending(path: "Models")

  @Test func theCompiledCatalogueIsTheRepositorys() throws {
    let file = try Data(contentsOf: models.appending(path: "catalog.json"))
    #expect(try ModelCatalog.builtIn() == ModelCatalog(json: file))
  }

  @Test func everyModelSaysWhereItComesFrom() throws {
    let catalog = try ModelCatalog.builtIn()
    #expect(catalog.models.map(\.name) == ["musicnn-msd", "musicnn-mtt", "beat-network", "bar-reader", "dance-reader", "style-head"])
    for model in catalog.models {
      #expect(model.sha256.count == 64 && model.sha256.allSatisfy { "0123456789abcdef".contains($0) })
      #expect(!model.licence.isEmpty && !model.origin.package.isEmpty && !model.inputs.isEmpty)
      #expect(FileManager.default.fileExists(atPath: RepositoryPaths.root.appending(path: model.card).path))
      let tagPort = model.outputs.first { $0.name == "tags" }
      #expect(tagPort?.shape.last == model.tags.map { .fixed($0.count) })
    }
  }

  /// `neckentrain export` keeps the two in step.
  @Test func shippedWeightsAreThoseOfTheCatalogue() throws {
    let store = try Fixtures.store()
    for model in store.catalog.models where model.provision == .shipped {
      let weights = try store.weights(of: model.name)
      #expect(SHA256.hexadecimalDigest(of: weights) == model.sha256)
      #expect(weights == (try Data(contentsOf: models.appending(path: model.file))))
      #expect(weights.count == model.bytes)
    }
  }

  @Test func nonsenseIsRefused() {
    for json in ["", "[]", #"{"schema_version": 1}"#, #"{"schema_version": 99, "runtimes": [], "models": []}"#] {
      let error = #expect(throws: ModelError.self) { try ModelCatalog(json: Data(json.utf8)) }
      guard case .catalogUnreadable = error else {
        Issue.record("\(json) gave \(String(describing: error))")
        continue
      }
    }
  }
}
