public import NeckenCore
public import NeckenStyle

/// Evidence for the dance that the user named: as good as a title.
public struct GivenDanceRule: StyleRule {
  /// How sure the user is taken to be, 0…1.
  public var confidence = 0.98
  private let dance: DanceStyle

  public init(_ dance: DanceStyle) { self.dance = dance }

  public func evidence(in context: StyleContext) -> [StyleEvidence] {
    [StyleEvidence(style: dance, confidence: confidence, reason: "named beforehand", source: .user)]
  }
}
