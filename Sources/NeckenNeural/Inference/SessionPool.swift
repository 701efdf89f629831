import Synchronization

/// Sessions of one model, shared by all analyses of a process.
///
/// Each analysis has a session to itself while it runs one, so that they do not wait for each other;
/// sessions are handed on, and as many are compiled as were ever needed at the same time.
package final class SessionPool: Sendable {
  private let modelName: String
  private let store: ModelStore
  private let options: InferenceOptions
  private let idle: Mutex<[InferenceSession]>

  /// Compiles the first session, so that what is missing is known at once.
  ///
  /// - Throws: `ModelError` when the model is missing or damaged, `InferenceError` without OpenVINO.
  package init(modelName: String, store: ModelStore, options: InferenceOptions = .init()) throws {
    self.modelName = modelName
    self.store = store
    self.options = options
    idle = Mutex([try Self.session(modelName, store, options)])
  }

  /// Lends a session that nobody else uses.
  package func withSession<Result>(_ body: (InferenceSession) throws -> Result) throws -> Result {
    let session = try idle.withLock { $0.popLast() } ?? Self.session(modelName, store, options)
    defer { idle.withLock { $0.append(session) } }
    return try body(session)
  }

  private static func session(
    _ name: String, _ store: ModelStore, _ options: InferenceOptions
  ) throws -> InferenceSession {
    let kept = CompiledModels(folder: store.compiledFolder, modelSHA256: try store.catalog.model(named: name).sha256)
    return try InferenceSession(
      name: name, onnx: try store.weights(of: name), store: store, options: options, kept: kept)
  }
}
