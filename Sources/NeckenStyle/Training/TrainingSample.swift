public import NeckenCore

/// One recording's features with the dance somebody says it is.
public struct TrainingSample: Hashable, Sendable {
  public var vector: FeatureVector
  public var style: DanceStyle
  /// Samples that must not be told apart: cuts and copies of one recording, or one player's album.
  /// They are never on both sides of a split.
  public var group: String

  public init(vector: FeatureVector, style: DanceStyle, group: String) {
    self.vector = vector
    self.style = style
    self.group = group
  }
}
