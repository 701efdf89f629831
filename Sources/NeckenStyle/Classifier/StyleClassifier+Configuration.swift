public import Foundation
import NeckenCore

extension StyleClassifier {
  /// Everything that decides a style, as one value that can be saved, edited and loaded.
  ///
  /// In JSON, parts that are left out keep their defaults, so that a file may hold only what differs.
  public struct Configuration: Hashable, Sendable, Codable {
    public static let currentVersion = 1

    /// Format of the file.
    public private(set) var version = Configuration.currentVersion
    public var keywords = KeywordTable.standard
    public var dances = DanceTable.standard
    public var metadata = MetadataRule.Configuration()
    public var head = HeadRule.Configuration()
    public var heuristics = HeuristicRule.Configuration()
    public var ranking = RankingConfiguration()

    public init() {}

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      version = try container.decode(Int.self, forKey: .version)
      guard version == Self.currentVersion else {
        throw StyleConfigurationError.unknownVersion(version)
      }
      let defaults = Configuration()
      keywords = try container.decodeIfPresent(KeywordTable.self, forKey: .keywords) ?? defaults.keywords
      dances = try container.decodeIfPresent(DanceTable.self, forKey: .dances) ?? defaults.dances
      metadata =
        try container.decodeIfPresent(MetadataRule.Configuration.self, forKey: .metadata) ?? defaults.metadata
      head = try container.decodeIfPresent(HeadRule.Configuration.self, forKey: .head) ?? defaults.head
      heuristics =
        try container.decodeIfPresent(HeuristicRule.Configuration.self, forKey: .heuristics)
        ?? defaults.heuristics
      ranking =
        try container.decodeIfPresent(RankingConfiguration.self, forKey: .ranking) ?? defaults.ranking
    }

    private enum CodingKeys: String, CodingKey {
      case version, keywords, dances, metadata, head, heuristics, ranking
    }

    /// Reads a file that ``save(to:)`` wrote, or one written by hand.
    ///
    /// - Throws: ``StyleConfigurationError``.
    public static func load(from file: URL) throws(StyleConfigurationError) -> Configuration {
      do {
        return try JSONDecoder().decode(Configuration.self, from: Data(contentsOf: file))
      } catch let error as StyleConfigurationError {
        throw error
      } catch {
        throw .unreadable(path: file.path(percentEncoded: false), detail: "\(error)")
      }
    }

    /// Writes indented JSON with sorted keys: the same configuration gives the same bytes.
    ///
    /// - Throws: ``StyleConfigurationError``.
    public func save(to file: URL) throws(StyleConfigurationError) {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      do {
        try encoder.encode(self).write(to: file, options: .atomic)
      } catch {
        throw .unwritable(path: file.path(percentEncoded: false), detail: "\(error)")
      }
    }
  }

  /// How evidence becomes a ranked list.
  public struct RankingConfiguration: Hashable, Sendable, Codable {
    /// Below this the answer is Unknown, 0…1. Default 0.25.
    public var unknownBelow = 0.25
    /// Title and sound together are never surer than this, 0…1. Default 0.98.
    public var maximumCombined = 0.98
    /// Secondaries below this are not reported, 0…1. Default 0.15.
    public var secondaryBelow = 0.15
    /// A compatible dance is named when the tempo fits it at least so well, 0…1. Default 0.6.
    public var compatibleTempoFit = 0.6
    /// … and the recording is in one of its meters with at least this probability. Default 0.5.
    public var compatibleMeterFit = 0.5
    /// A title's dance whose meters are less probable than this gets a warning in its reason. Default 0.15.
    public var doubtBelowMeterFit = 0.15
    public var maximumSecondaries = 4

    public init() {}
  }
}
