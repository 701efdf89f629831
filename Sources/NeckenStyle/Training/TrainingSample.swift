public import NeckenCore

/// One recording's features with the dance somebody says it is.
public struct TrainingSample: Hashable, Sendable {
  public var vector: FeatureVector
  /// What a rhythm model learns from; `nil` where only the vector is known, or there is no steady beat.
  public var rhythm: RhythmVector?
  /// Whether the music really has a multiple of three beats to the bar; `nil` to take it from the dance.
  public var isTernary: Bool?
  public var style: DanceStyle
  /// Samples that must not be told apart: cuts and copies of one recording, or one player's album.
  /// They are never on both sides of a split.
  public var group: String

  public init(
    vector: FeatureVector, rhythm: RhythmVector? = nil, style: DanceStyle, isTernary: Bool? = nil, group: String
  ) {
    self.vector = vector
    self.rhythm = rhythm
    self.isTernary = isTernary
    self.style = style
    self.group = group
  }
}
