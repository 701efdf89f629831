extension Reanalysis.Configuration {
  /// Which beats count, and how bars are derived anew.
  public struct Rhythm: Sendable, Codable, Hashable {
    /// Onsets nearer to a beat than this share of the beat's length are on the beat, not within it.
    public var onBeatMargin = Self.defaultOnBeatMargin
    /// Weight of the downbeat activation against the energy in finding the downbeats.
    public var downbeatActivationWeight = 1.0
    /// Weight of the energy at each beat in finding the downbeats.
    public var energyWeight = 0.5
    /// Cost of a bar with a beat more or less than the others, in standard deviations of the evidence.
    public var phaseChangeCost = 12.0
    /// How many times likelier a hinted meter is taken to be.
    public var hintedMeterFactor = 10.0
    /// Intervals longer or shorter than the median by more than this factor are gaps, not beats.
    public var gapFactor = 1.8
    /// Fewest pairs of neighbouring bars for their jitter to be measured.
    public var minimumBarPairs = 3
    /// Sources whose bars were counted from the first beat, so that they are derived anew.
    public var untrustedBarSources: Set<String> = [PythonSource.madmom, PythonSource.rhythmExtractor]

    public init() {}

    /// Standard artifacts are cut with this margin, so a smaller one finds no further onsets in them.
    static let defaultOnBeatMargin = 0.12
  }

  /// Naming the division of the bar.
  public struct Shares: Sendable, Codable, Hashable {
    /// How far a refined beat may lie from where it was played, in seconds (one standard deviation).
    public var beatTimeErrorSeconds = 0.010
    /// A bar whose shares all lie this near to equal ones is even.
    public var evenTolerance = 0.02
    /// Two beats whose shares differ by less are called equally long.
    public var equalTolerance = 0.035
    /// Unevenness below this many standard errors of the median is not told from chance.
    public var significance = 2.0
    /// Share of the bars that must show a pattern for it to be named.
    public var minimumAgreement = 0.5
    /// Fewest complete bars for a pattern to be named.
    public var minimumBars = 4

    public init() {}
  }

  /// Dividing the beat.
  public struct Swing: Sendable, Codable, Hashable {
    /// Phases within a beat where its division may lie; 0 and 1 are the beats (ALGORITHMS.md).
    public var phaseRange = 0.2...0.8
    /// Beats outside this range of the median beat's length are gaps.
    public var gapFactor = 1.8
    /// Fewest beats with a clear middle onset for a ratio.
    public var minimumBeats = 8
    /// How far an onset may lie from a grid of halves, thirds or quarters, as a share of the beat.
    public var gridTolerance = 0.08
    /// Below this share of divided beats the beat is not divided.
    public var minimumDividedShare = 0.1
    /// Sixteenths are said when this share of the divided beats has them: between them come eighths.
    public var sixteenthShare = 0.3
    /// Smallest share of the divided beats that names a class.
    public var minimumClassShare = 0.45

    public init() {}
  }
}
