import CModels
import Foundation

/// Weights that are compiled into the program.
enum ShippedWeights {
  /// - Throws: `ModelError.missing` for a model that the program was built without.
  static func data(of model: ModelDescription) throws(ModelError) -> Data {
    guard model.name == BeatNetwork.modelName else {
      throw .missing(name: model.name, path: "Models/\(model.file)")
    }
    return Data(models_beat_network())
  }
}
