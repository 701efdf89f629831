public import Foundation
import NeckenCore

extension StyleClassifier {
  /// Everything that decides a style, as one value that can be saved, edited and loaded.
  ///
  /// In JSON, what is left out keeps its default, so that a file may hold only what differs; a
  /// misspelt name is refused.
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
      let container = try decoder.editableContainer(CodingKeys.self)
      version = try container.decode(Int.self, forKey: .version)
      guard version == Self.currentVersion else {
        throw StyleConfigurationError.unknownVersion(version)
      }
      keywords = try container.value(.keywords, or: keywords)
      dances = try container.value(.dances, or: dances)
      metadata = try container.value(.metadata, or: metadata)
      head = try container.value(.head, or: head)
      heuristics = try container.value(.heuristics, or: heuristics)
      ranking = try container.value(.ranking, or: ranking)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
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
    /// Dances named in the reason of an Unknown, at the most. Default 3.
    public var nearestNamed = 3

    public init() {}

    public init(from decoder: any Decoder) throws {
      let container = try decoder.editableContainer(CodingKeys.self)
      unknownBelow = try container.value(.unknownBelow, or: unknownBelow)
      maximumCombined = try container.value(.maximumCombined, or: maximumCombined)
      secondaryBelow = try container.value(.secondaryBelow, or: secondaryBelow)
      compatibleTempoFit = try container.value(.compatibleTempoFit, or: compatibleTempoFit)
      compatibleMeterFit = try container.value(.compatibleMeterFit, or: compatibleMeterFit)
      doubtBelowMeterFit = try container.value(.doubtBelowMeterFit, or: doubtBelowMeterFit)
      maximumSecondaries = try container.value(.maximumSecondaries, or: maximumSecondaries)
      nearestNamed = try container.value(.nearestNamed, or: nearestNamed)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case unknownBelow = "unknown_below"
      case maximumCombined = "maximum_combined"
      case secondaryBelow = "secondary_below"
      case compatibleTempoFit = "compatible_tempo_fit"
      case compatibleMeterFit = "compatible_meter_fit"
      case doubtBelowMeterFit = "doubt_below_meter_fit"
      case maximumSecondaries = "maximum_secondaries"
      case nearestNamed = "nearest_named"
    }
  }
}
