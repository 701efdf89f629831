import CModels
package import Foundation

/// Models that are compiled into the program.
package enum ShippedWeights {
  /// Name of the default head in the catalogue; it is read by NeckenStyle and no network.
  package static let styleHeadName = "style-head"

  /// Name of the bar reader in the catalogue; it is read by NeckenRhythm and no inference library.
  package static let barReaderName = "bar-reader"

  /// Name of the dance reader in the catalogue, likewise.
  package static let danceReaderName = "dance-reader"

  /// Models/bar-reader.bin.
  package static var barReader: Data { Data(models_bar_reader()) }

  /// Models/dance-reader.bin.
  package static var danceReader: Data { Data(models_dance_reader()) }

  /// Models/style-head.json.
  package static var styleHead: Data { Data(models_style_head()) }

  /// - Throws: `ModelError.missing` for a model that the program was built without.
  static func data(of model: ModelDescription) throws(ModelError) -> Data {
    switch model.name {
    case BeatNetwork.modelName: return Data(models_beat_network())
    case barReaderName: return barReader
    case danceReaderName: return danceReader
    case styleHeadName: return styleHead
    default: throw .missing(name: model.name, path: "Models/\(model.file)")
    }
  }
}
