/// MusiCNN's penultimate layer, averaged over the recording.
public struct EmbeddingArtifacts: Hashable, Sendable, Codable {
  /// 200 values, rounded to four decimals.
  public var average: [Double]
  /// Patches averaged.
  public var patchCount: Int
  /// One row of 200 values a patch; only in full artifacts, rounded to two decimals.
  public var series: [[Double]]?

  public init(average: [Double], patchCount: Int, series: [[Double]]? = nil) {
    self.average = average
    self.patchCount = patchCount
    self.series = series
  }

  private enum CodingKeys: String, CodingKey {
    case average, series
    case patchCount = "patch_count"
  }
}

/// Singing and playing, as the tagging models heard them.
public struct VoiceArtifacts: Hashable, Sendable, Codable {
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

  private enum CodingKeys: String, CodingKey {
    case tags
    case vocalScore = "vocal_score"
    case instrumentalScore = "instrumental_score"
    case vocalSeries = "vocal_series"
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
