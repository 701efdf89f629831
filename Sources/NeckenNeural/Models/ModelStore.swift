public import Foundation
import NeckenDigest

/// Finds models and their run-time library, and makes sure that a model is the one it should be.
///
/// A value: cheap to make and to copy. Nothing is read before it is asked for.
public struct ModelStore: Hashable, Sendable {
  /// Where fetched models (`models/`) and libraries (`openvino/`) are kept.
  public let home: URL
  public let catalog: ModelCatalog
  /// `$NECKENML_OPENVINO`: a folder or a library file to use instead of the one in `home`.
  package let openVINOOverride: String?

  /// The store that the environment names: `NECKENML_HOME`, `XDG_DATA_HOME`, `NECKENML_OPENVINO`.
  ///
  /// - Parameters:
  ///   - environment: the process's own by default.
  ///   - catalog: the one the program was built with by default.
  /// - Throws: `ModelError.catalogUnreadable`.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment, catalog: ModelCatalog? = nil
  ) throws(ModelError) {
    home = ModelsHome.url(environment: environment)
    openVINOOverride = environment["NECKENML_OPENVINO"].flatMap { $0.isEmpty ? nil : $0 }
    if let catalog { self.catalog = catalog } else { self.catalog = try .builtIn() }
  }

  /// Where a fetched model's file should be.
  package func url(of model: ModelDescription) -> URL { home.appending(path: "models/\(model.file)") }

  /// Where the compiled forms of networks are kept, which may be removed at any time.
  package var compiledFolder: URL { home.appending(path: "compiled") }

  /// A model's weights, checked against the catalogue's SHA-256.
  ///
  /// Cost: reads and hashes the file, about 3 ms for 3 MB.
  /// - Throws: `ModelError`: missing, unreadable, damaged, or unknown.
  package func weights(of name: String) throws(ModelError) -> Data {
    let model = try catalog.model(named: name)
    if model.provision == .shipped { return try ShippedWeights.data(of: model) }
    let url = url(of: model)
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch CocoaError.fileReadNoSuchFile {
      throw .missing(name: name, path: url.path)
    } catch {
      throw .unreadable(name: name, path: url.path, reason: error.localizedDescription)
    }
    let found = SHA256.hexadecimalDigest(of: data)
    guard found == model.sha256 else {
      throw .damaged(name: name, path: url.path, expectedSHA256: model.sha256, foundSHA256: found)
    }
    return data
  }
}
