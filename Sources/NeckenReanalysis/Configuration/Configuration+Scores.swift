extension Reanalysis.Configuration {
  /// Scores from 0 to 1. Docs/Algorithms/features.md has the formulas.
  public struct Scores: Sendable, Codable, Hashable {
    /// Vocal and instrumental score together must reach this for voice to be judged.
    public var minimumVoiceEvidence = 0.01

    /// Jitter of the bar lengths (relative) at which ``DerivedFeatures/bpmStability`` has fallen to 1/e.
    public var stabilityJitter = 0.05

    /// Peak-to-loudness ratio in LU that counts as no punch, and as full.
    public var punchRangeLu = 8.0...20.0
    /// Mean relative change of energy from beat to beat that counts as full punch.
    public var fullBeatContrast = 0.5
    /// Swing ratio that counts as full bounce: triplets.
    public var fullBounceRatio = 2.0

    /// Beats per minute of a polska.
    public var polskaBpm = Trapezoid(88, 98, 142, 156)
    /// Divisions of the bar that are a polska's: Boda, Orsa, and long-medium-short (SPEC 6, Telemark).
    public var polskaShares = [[0.27, 0.42, 0.31], [0.22, 0.44, 0.33], [0.39, 0.33, 0.28]]
    /// Cosine between measured deviations and a polska's: up to the first none, from the second full. A
    /// hambo's bar comes to .87 of a long-medium-short one's.
    public var polskaLikeness = 0.7...0.95
    /// Length of the shares' deviation from equal ones that counts as a full lilt.
    public var fullLilt = 0.08
    /// Accent of the weaker of beats 1 and 3 over beat 2 that counts as full, relative to the mean energy.
    public var fullPolskaAccent = 0.4
    /// Weight of the lilt against the accents of a polska.
    public var polskaLiltWeight = 0.6

    /// Bars per minute of a hambo.
    public var hamboBarsPerMinute = Trapezoid(30, 33, 50, 55)
    /// Share of the bar that a hambo's first beat takes.
    public var hamboFirstShare = Trapezoid(0.335, 0.36, 0.40, 0.44)
    /// Difference of a hambo's second and third beat: up to this is equal, and from the next not at all.
    public var hamboOtherDifference = 0.03...0.10
    /// Accent of the first beat over the others that counts as full, relative to the mean energy.
    public var fullHamboAccent = 0.4
    /// Weight of the long first beat against its accent.
    public var hamboShareWeight = 0.6

    public init() {}
  }
}
