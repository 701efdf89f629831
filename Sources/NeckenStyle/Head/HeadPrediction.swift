public import NeckenCore

/// A head's answer for one recording.
public struct HeadPrediction: Hashable, Sendable {
  /// Every dance the head knows with its calibrated probability, the most probable first; they sum to 1.
  public var ranked: [StyleProbability]
  /// The dances that cannot be ruled out at the head's stated coverage: "Polska or Slängpolska".
  public var candidates: [DanceStyle]
  /// Share of recordings whose `candidates` hold the right dance, 0…1.
  public var coverage: Double
  /// The most probable dance, or ``DanceStyle/unknown`` below the head's least confidence.
  public var style: DanceStyle
  /// Probability of the most probable dance, also when `style` is unknown.
  public var confidence: Double
  /// Which of the head's models spoke.
  public var basis: Basis
  /// Whether the embedding was used.
  public var usedEmbedding: Bool { basis == .embedding }

  /// What a head's model judges by, beside what the dance reader heard.
  public enum Basis: String, Hashable, Sendable, Codable {
    /// All 217 features.
    case embedding
    /// The 17 features after the embedding: rhythm and sound level.
    case scalars
    /// The ``RhythmVector``.
    case rhythm
  }

  /// The probability of a dance; `nil` for one that the head does not know.
  public func probability(of style: DanceStyle) -> Double? {
    ranked.first { $0.style == style }?.probability
  }
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
