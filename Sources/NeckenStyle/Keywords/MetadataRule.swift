import NeckenCore

/// Reads the dance off the title, else the album, else the artist.
///
/// The first field with a hit decides; two dances in one field share the confidence and both stay
/// candidates. Cost: about 10 µs a recording.
public struct MetadataRule: StyleRule {
  public struct Configuration: Hashable, Sendable, Codable {
    /// Confidence of a single dance in the title, 0…1. Default 0.98.
    public var titleConfidence = 0.98
    /// In the album, which often holds more dances than it names. Default 0.90.
    public var albumConfidence = 0.90
    /// In the artist: a band may be called after a dance it seldom plays. Default 0.60.
    public var artistConfidence = 0.60
    /// Without any sound to agree with, whatever the field, at the most. Default 0.50.
    public var confidenceWithoutAudio = 0.50
    /// How much the second of two dances stands behind the first, and so on. Default 0.95.
    public var laterDanceFactor = 0.95

    public init() {}

    public init(from decoder: any Decoder) throws {
      let container = try decoder.editableContainer(CodingKeys.self)
      titleConfidence = try container.value(.titleConfidence, or: titleConfidence)
      albumConfidence = try container.value(.albumConfidence, or: albumConfidence)
      artistConfidence = try container.value(.artistConfidence, or: artistConfidence)
      confidenceWithoutAudio = try container.value(.confidenceWithoutAudio, or: confidenceWithoutAudio)
      laterDanceFactor = try container.value(.laterDanceFactor, or: laterDanceFactor)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case titleConfidence = "title_confidence"
      case albumConfidence = "album_confidence"
      case artistConfidence = "artist_confidence"
      case confidenceWithoutAudio = "confidence_without_audio"
      case laterDanceFactor = "later_dance_factor"
    }
  }

  let matcher: KeywordMatcher
  let configuration: Configuration

  public init(table: KeywordTable = .standard, configuration: Configuration = Configuration()) {
    matcher = KeywordMatcher(table)
    self.configuration = configuration
  }

  public func evidence(in context: StyleContext) -> [StyleEvidence] {
    let fields: [(name: String, text: String?, confidence: Double)] = [
      ("title", context.metadata.title, configuration.titleConfidence),
      ("album", context.metadata.album, configuration.albumConfidence),
      ("artist", context.metadata.artist, configuration.artistConfidence),
    ]
    for field in fields {
      guard let text = field.text else { continue }
      let hits = firstHitPerStyle(matcher.hits(in: text))
      guard !hits.isEmpty else { continue }
      let confidence =
        context.features == nil ? min(field.confidence, configuration.confidenceWithoutAudio) : field.confidence
      return evidence(for: hits, field: field.name, confidence: confidence)
    }
    return []
  }

  private func firstHitPerStyle(_ hits: [KeywordMatcher.Hit]) -> [KeywordMatcher.Hit] {
    var seen: Set<DanceStyle> = []
    return hits.filter { seen.insert($0.keyword.style).inserted }
  }

  private func evidence(
    for hits: [KeywordMatcher.Hit], field: String, confidence: Double
  ) -> [StyleEvidence] {
    guard hits.count > 1 else {
      let keyword = hits[0].keyword
      let note = keyword.note.map { " (\($0))" } ?? ""
      return [
        StyleEvidence(
          style: keyword.style, subStyle: keyword.subStyle, confidence: confidence,
          reason: "the \(field) says “\(hits[0].text)”\(note)", source: .metadata)
      ]
    }
    // In the order of the text: "Polska och vals" is a polska first.
    let ordered = hits.sorted { $0.range.lowerBound < $1.range.lowerBound }
    let names = ordered.map { "“\($0.text)”" }
    let list = names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
    var share = confidence / Double(ordered.count)
    return ordered.map { hit in
      defer { share *= configuration.laterDanceFactor }
      return StyleEvidence(
        style: hit.keyword.style, subStyle: hit.keyword.subStyle, confidence: share,
        reason: "the \(field) names \(ordered.count) dances, \(list)", source: .metadata)
    }
  }
}
