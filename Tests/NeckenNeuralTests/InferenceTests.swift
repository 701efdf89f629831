import Foundation
import NeckenCore
import NeckenNeural
import Testing

@Suite struct InferenceTests {
  @Test func withoutOpenVINOTheErrorSaysWhatToInstall() throws {
    try withTemporaryFolder { folder in
      let store = try Fixtures.store(home: folder, openVINO: folder.path)
      let searched = folder.appending(path: "libopenvino_c.so").path
      let expected = InferenceError.runtimeMissing(searched: [searched])
      #expect(throws: expected) { try BeatNetwork(store: store) }
      #expect(store.runtimeStatus() == .unavailable(expected))
      #expect(expected.description.contains("run scripts/fetch-models.sh"))
    }
  }

  @Test func aLibraryThatIsNoneIsNamed() throws {
    try withTemporaryFolder { folder in
      let library = folder.appending(path: "libopenvino_c.so.1")
      try Data("text".utf8).write(to: library)
      let store = try Fixtures.store(home: folder, openVINO: folder.path)
      let error = #expect(throws: InferenceError.self) { try BeatNetwork(store: store) }
      guard case .runtimeUnusable(let path, _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(path == library.path)
    }
  }

  @Test func aSystemLibraryThatIsNotOpenVINOIsRefused() throws {
    let store = try ModelStore(environment: ["NECKENML_OPENVINO": "libm.so.6"])
    guard case .unavailable(let error) = store.runtimeStatus() else {
      Issue.record("libm passed for OpenVINO")
      return
    }
    #expect(error == .runtimeMissing(searched: ["libm.so.6"]))
  }

  @Test(Fixtures.needsModels) func whatIsNotONNXIsRefused() throws {
    let store = try Fixtures.store()
    let error = #expect(throws: InferenceError.self) {
      try InferenceSession(name: "nonsense", onnx: Data("not a network".utf8), store: store)
    }
    guard case .modelRefused(let model, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(model == "nonsense")
  }

  @Test(Fixtures.needsModels) func wrongShapesAndNamesAreErrors() throws {
    let store = try Fixtures.store()
    let session = try InferenceSession(
      name: "beat-network", onnx: try store.weights(of: "beat-network"), store: store)
    let good = Tensor(shape: [1, 4, 124], values: Array(repeating: 0.5, count: 4 * 124))
    let wrong = Tensor(shape: [1, 4, 99], values: Array(repeating: 0.5, count: 4 * 99))
    let short = Tensor(shape: [1, 4, 124], values: [0.5])
    #expect(throws: InferenceError.self) { try session.run(wrong, as: "features", outputs: ["overview"]) }
    #expect(throws: InferenceError.self) { try session.run(short, as: "features", outputs: ["overview"]) }
    #expect(throws: InferenceError.self) { try session.run(good, as: "sound", outputs: ["overview"]) }
    #expect(throws: InferenceError.self) { try session.run(good, as: "features", outputs: ["swing"]) }
    #expect(try session.run(good, as: "features", outputs: ["overview"])[0].shape == [1, 2, 43])
  }

  @Test(Fixtures.needsModels) func manyTasksAtOnceGetTheSameBytes() async throws {
    let pool = try SessionPool(modelName: "beat-network", store: Fixtures.store())
    let input = Tensor(shape: [1, 300, 124], values: (0..<300 * 124).map { Float($0 % 97) / 97 })
    let alone = try pool.withSession { try $0.run(input, as: "features", outputs: ["probabilities"]) }
    let together = try await withThrowingTaskGroup(of: [Tensor].self) { group in
      for _ in 0..<6 {
        group.addTask {
          try pool.withSession { try $0.run(input, as: "features", outputs: ["probabilities"]) }
        }
      }
      var results: [[Tensor]] = []
      for try await result in group { results.append(result) }
      return results
    }
    #expect(together.count == 6 && together.allSatisfy { $0 == alone })
  }
}
