/// The derived numbers that minimal artifacts keep in place of the beats they came from.
///
/// They are as good as the analysis that made them, but cannot be derived anew: a correction of
/// the meter or the phase needs standard artifacts.
public struct DerivedSummary: Hashable, Sendable, Codable {
  public var meters: [MeterHypothesis]
  public var barCount: Int
  /// Mean share of each beat of the bar; empty without bars.
  public var beatShares: [Double]
  public var beatShareSpread: [Double]
  public var sharePattern: String
  /// Share of the bars that show the pattern, 0…1.
  public var patternAgreement: Double
  public var swing: Swing?
  public var evidence: RhythmEvidence
  /// The 17 scalars after the embedding, in the order of ``FeatureVector/Scalar``.
  public var scalars: [Double]

  public init(
    meters: [MeterHypothesis], barCount: Int, beatShares: [Double], beatShareSpread: [Double],
    sharePattern: String, patternAgreement: Double, swing: Swing?, evidence: RhythmEvidence, scalars: [Double]
  ) {
    self.meters = meters
    self.barCount = barCount
    self.beatShares = beatShares
    self.beatShareSpread = beatShareSpread
    self.sharePattern = sharePattern
    self.patternAgreement = patternAgreement
    self.swing = swing
    self.evidence = evidence
    self.scalars = scalars
  }

  private enum CodingKeys: String, CodingKey {
    case meters, scalars, swing, evidence
    case patternAgreement = "pattern_agreement"
    case barCount = "bar_count"
    case beatShares = "beat_shares"
    case beatShareSpread = "beat_share_spread"
    case sharePattern = "share_pattern"
  }
}
