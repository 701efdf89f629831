/// MusiCNN's penultimate layer, averaged over the recording.
public struct EmbeddingArtifacts: Hashable, Sendable {
  /// 200 values, rounded to four decimals.
  public var average: [Double]
  /// Patches averaged.
  public var patchCount: Int
  /// Rows of 200 values along the recording, rounded to two decimals; only in full artifacts, where
  /// neighbouring patches are averaged until at most twelve rows are left.
  public var series: [[Double]]?

  public init(average: [Double], patchCount: Int, series: [[Double]]? = nil) {
    self.average = average
    self.patchCount = patchCount
    self.series = series
  }
}

/// The series is written as hundredths (``CompactCoding``).
extension EmbeddingArtifacts: Codable {
  private enum CodingKeys: String, CodingKey {
    case average
    case series = "series_hundredths"
    case patchCount = "patch_count"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      average: try container.decode([Double].self, forKey: .average),
      patchCount: try container.decode(Int.self, forKey: .patchCount),
      series: try container.decodeIfPresent([[Double]].self, forKey: .series)?
        .map(CompactCoding.values(fromHundredths:)))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(average, forKey: .average)
    try container.encode(patchCount, forKey: .patchCount)
    try container.encodeIfPresent(
      series?.map(CompactCoding.hundredths(fromValues:)), forKey: .series)
  }
}

/// Singing and playing, as the tagging models heard them.
public struct VoiceArtifacts: Hashable, Sendable {
  /// 0…1.
  public var vocalScore: Double
  /// 0…1.
  public var instrumentalScore: Double
  /// Tag probabilities of the models, averaged; the most probable first.
  public var tags: [TagProbability]
  /// Vocal score of each patch; only in full artifacts.
  public var vocalSeries: [Double]?

  public init(
    vocalScore: Double, instrumentalScore: Double, tags: [TagProbability], vocalSeries: [Double]? = nil
  ) {
    self.vocalScore = vocalScore
    self.instrumentalScore = instrumentalScore
    self.tags = tags
    self.vocalSeries = vocalSeries
  }
}

/// Tags are written as one object a model, tag to probability; the series as hundredths.
extension VoiceArtifacts: Codable {
  private enum CodingKeys: String, CodingKey {
    case tags
    case vocalScore = "vocal_score"
    case instrumentalScore = "instrumental_score"
    case vocalSeries = "vocal_series_hundredths"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let models = try container.decode([String: [String: Double]].self, forKey: .tags)
    self.init(
      vocalScore: try container.decode(Double.self, forKey: .vocalScore),
      instrumentalScore: try container.decode(Double.self, forKey: .instrumentalScore),
      tags: models.flatMap { model, tags in
        tags.map { TagProbability(model: model, tag: $0.key, probability: $0.value) }
      }.sorted(),
      vocalSeries: try container.decodeIfPresent([Double].self, forKey: .vocalSeries)
        .map(CompactCoding.values(fromHundredths:)))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    var models: [String: [String: Double]] = [:]
    for tag in tags { models[tag.model, default: [:]][tag.tag] = tag.probability }
    try container.encode(models, forKey: .tags)
    try container.encode(vocalScore, forKey: .vocalScore)
    try container.encode(instrumentalScore, forKey: .instrumentalScore)
    try container.encodeIfPresent(
      vocalSeries.map(CompactCoding.hundredths(fromValues:)), forKey: .vocalSeries)
  }
}

/// A tag of a tagging model and its probability.
public struct TagProbability: Hashable, Sendable, Codable {
  /// The model's short name: "msd", "mtt".
  public var model: String
  public var tag: String
  /// 0…1, rounded to four decimals.
  public var probability: Double

  public init(model: String, tag: String, probability: Double) {
    self.model = model
    self.tag = tag
    self.probability = probability
  }
}

extension TagProbability: Comparable {
  /// The most probable first, then by model and tag, so that the order is always the same.
  public static func < (left: TagProbability, right: TagProbability) -> Bool {
    if left.probability != right.probability { return left.probability > right.probability }
    return (left.model, left.tag) < (right.model, right.tag)
  }
}
