import Foundation

/// Weights that are compiled into the program.
enum ShippedWeights {
  /// - Throws: `ModelError.missing` for a model that the program was built without.
  static func data(of model: ModelDescription) throws(ModelError) -> Data {
    throw .missing(name: model.name, path: "Models/\(model.file)")
  }
}
