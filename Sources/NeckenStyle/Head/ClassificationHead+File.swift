public import Foundation
import NeckenCore
import NeckenReanalysis

/// The portable file: JSON with sorted keys, so that the same head is the same bytes.
extension ClassificationHead: Codable {
  /// Version 1 knew no rhythm models, version 2 no blends, version 3 no dance reader.
  private static let readableFormatVersions = 1...formatVersion

  private struct Header: Decodable {
    let formatVersion: Int
    let featureVersion: Int

    enum CodingKeys: String, CodingKey {
      case formatVersion = "format_version"
      case featureVersion = "feature_version"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case labels, report, origin, whole, scalars, rhythm
    case rhythmVersion = "rhythm_version"
    case formatVersion = "format_version"
    case featureVersion = "feature_version"
    case minimumConfidence = "minimum_confidence"
  }

  public init(from decoder: any Decoder) throws {
    let header = try Header(from: decoder)
    guard Self.readableFormatVersions.contains(header.formatVersion) else {
      throw HeadError.otherFormatVersion(found: header.formatVersion, expected: Self.formatVersion)
    }
    guard header.featureVersion == FeatureVector.currentVersion else {
      throw HeadError.otherFeatureVersion(found: header.featureVersion, expected: FeatureVector.currentVersion)
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let rhythm = try container.decodeIfPresent(CalibratedModel.self, forKey: .rhythm)
    if rhythm != nil {
      let version = try container.decode(Int.self, forKey: .rhythmVersion)
      guard version == RhythmVector.version else {
        throw HeadError.otherRhythmVersion(found: version, expected: RhythmVector.version)
      }
    }
    self.init(
      featureVersion: header.featureVersion, labels: try container.decode([DanceStyle].self, forKey: .labels),
      report: try container.decodeIfPresent(TrainingReport.self, forKey: .report),
      origin: try container.decode(HeadOrigin.self, forKey: .origin),
      whole: try container.decodeIfPresent(CalibratedModel.self, forKey: .whole),
      scalars: try container.decodeIfPresent(CalibratedModel.self, forKey: .scalars), rhythm: rhythm)
    minimumConfidence = try container.decode(Double.self, forKey: .minimumConfidence)
    try checkShape()
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.formatVersion, forKey: .formatVersion)
    try container.encode(featureVersion, forKey: .featureVersion)
    try container.encode(labels, forKey: .labels)
    try container.encodeIfPresent(report, forKey: .report)
    try container.encode(origin, forKey: .origin)
    try container.encodeIfPresent(whole, forKey: .whole)
    try container.encodeIfPresent(scalars, forKey: .scalars)
    if let rhythm {
      try container.encode(rhythm, forKey: .rhythm)
      try container.encode(RhythmVector.version, forKey: .rhythmVersion)
    }
    try container.encode(minimumConfidence, forKey: .minimumConfidence)
  }

  private func checkShape() throws(HeadError) {
    let embedded = FeatureVector.count
    let models = [(whole, 0, embedded), (scalars, FeatureVector.embeddingCount, embedded)]
    for case (let model?, let first, let end) in models {
      try model.checkShape(labelCount: labels.count, slots: first..<end)
    }
    try rhythm?.checkShape(labelCount: labels.count, slots: 0..<RhythmVector.count)
    guard labels.isEmpty != isTrained, Set(labels).count == labels.count else {
      throw .malformed(detail: "labels and models do not go together")
    }
  }

  /// Reads a head that ``save(to:)`` wrote.
  ///
  /// - Throws: ``HeadError``: another feature or format version ("retrain"), a damaged or missing file.
  public static func load(from file: URL) throws(HeadError) -> ClassificationHead {
    let data: Data
    do { data = try Data(contentsOf: file) } catch {
      throw .unreadable(path: file.path(percentEncoded: false), detail: error.localizedDescription)
    }
    return try decode(data)
  }

  /// Reads a head from a file's bytes.
  ///
  /// - Throws: ``HeadError``: another feature or format version ("retrain"), damaged bytes.
  public static func decode(_ data: Data) throws(HeadError) -> ClassificationHead {
    do {
      return try JSONReader.decode(ClassificationHead.self, from: data)
    } catch let error as HeadError {
      throw error
    } catch {
      throw .malformed(detail: "\(error)")
    }
  }

  /// Reads a head, or gives an untrained one together with the reason.
  public static func loadOrUntrained(from file: URL) -> (head: ClassificationHead, error: HeadError?) {
    do { return (try load(from: file), nil) } catch { return (.untrained, error) }
  }

  /// Writes the head atomically.
  ///
  /// - Throws: ``HeadError/unwritable(path:detail:)``.
  public func save(to file: URL) throws(HeadError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try encoder.encode(self).write(to: file, options: .atomic)
    } catch {
      throw .unwritable(path: file.path(percentEncoded: false), detail: error.localizedDescription)
    }
  }
}
