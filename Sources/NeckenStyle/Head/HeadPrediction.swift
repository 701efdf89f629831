public import NeckenCore

/// A head's answer for one recording.
public struct HeadPrediction: Hashable, Sendable {
  /// Every dance the head knows with its calibrated probability, the most probable first; they sum to 1.
  public var ranked: [StyleProbability]
  /// The dances that cannot be ruled out at the head's stated coverage: "Polska or Slängpolska".
  public var candidates: [DanceStyle]
  /// The most probable dance, or ``DanceStyle/unknown`` below the head's least confidence.
  public var style: DanceStyle
  /// Probability of the most probable dance, also when `style` is unknown.
  public var confidence: Double
  /// Whether the embedding was used, or the model of the 17 scalars alone.
  public var usedEmbedding: Bool
}

/// A dance and how probable it is.
public struct StyleProbability: Hashable, Sendable, Codable {
  public var style: DanceStyle
  /// 0…1.
  public var probability: Double

  public init(style: DanceStyle, probability: Double) {
    self.style = style
    self.probability = probability
  }
}
