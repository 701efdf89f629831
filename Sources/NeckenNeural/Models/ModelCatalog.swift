import CModels
public import Foundation

/// All models the program knows, read from Models/catalog.json.
///
/// The catalogue is compiled into the program, so that it is at hand wherever the program runs.
public struct ModelCatalog: Hashable, Sendable, Decodable {
  /// A run-time library that the models need.
  public struct Runtime: Hashable, Sendable, Decodable {
    public var name: String
    public var version: String
    /// SPDX identifier.
    public var licence: String
  }

  public static let supportedSchemaVersion = 1

  public var schemaVersion: Int
  public var runtimes: [Runtime]
  public var models: [ModelDescription]

  private enum CodingKeys: String, CodingKey {
    case runtimes, models
    case schemaVersion = "schema_version"
  }

  /// Reads a catalogue.
  ///
  /// - Throws: `ModelError.catalogUnreadable` for JSON that is not a catalogue of a known version.
  public init(json: Data) throws(ModelError) {
    do {
      self = try JSONDecoder().decode(ModelCatalog.self, from: json)
    } catch {
      throw .catalogUnreadable(reason: "\(error)")
    }
    guard schemaVersion == Self.supportedSchemaVersion else {
      throw .catalogUnreadable(reason: "schema version \(schemaVersion) is not known")
    }
  }

  /// The catalogue this program was built with. Decoded on the first call (about a millisecond).
  public static func builtIn() throws(ModelError) -> ModelCatalog { try builtInResult.get() }

  private static let builtInResult = Result { () throws(ModelError) in
    try ModelCatalog(json: Data(models_catalog()))
  }

  /// The model of a name.
  ///
  /// - Throws: `ModelError.unknown` when there is none.
  public func model(named name: String) throws(ModelError) -> ModelDescription {
    guard let model = models.first(where: { $0.name == name }) else {
      throw .unknown(name: name, known: models.map(\.name))
    }
    return model
  }
}
