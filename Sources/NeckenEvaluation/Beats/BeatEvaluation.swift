public import NeckenCore

/// Judges beats against a reference by every measure of the field at once.
///
/// ```swift
/// let scores = BeatEvaluation.evaluate(reference: annotated, estimate: tracked)
/// print(scores.beatFMeasure, BeatScores.mean(of: all)?.downbeatFMeasure ?? 0)
/// ```
/// Edge cases are mir_eval's: with no reference or no estimated beats left after trimming, beat scores
/// are 0. Nothing here fails.
public enum BeatEvaluation {
  public struct Configuration: Hashable, Sendable, Codable {
    /// Beats before this time are left out on both sides, as mir_eval does for beats and downbeats.
    /// Tempo, meter and beat shares use all beats.
    public var minBeatTimeSeconds = 5.0
    /// Tolerance of the F-measures.
    public var toleranceSeconds = 0.07
    /// Tolerance of the wide F-measures.
    public var wideToleranceSeconds = 0.1
    /// Width of Cemgil's Gaussian.
    public var cemgilSigmaSeconds = 0.04
    /// Continuity: largest distance and largest difference of intervals, as shares of an interval.
    public var continuityTolerance = 0.175
    /// Bins of the information gain's histogram.
    public var informationGainBins = 41
    public var tempo = TempoAccuracy.Configuration()

    public init() {}
  }

  /// - Complexity: O(n log n) in the number of beats.
  public static func evaluate(
    reference: BeatGrid, estimate: BeatGrid, configuration: Configuration = Configuration()
  ) -> BeatScores {
    func hitRate(_ reference: [Double], _ estimate: [Double], _ tolerance: Double) -> Double {
      BeatMeasures.hitRate(reference: reference, estimate: estimate, toleranceSeconds: tolerance).fMeasure
    }
    func trimmed(_ times: [Double]) -> [Double] {
      BeatMeasures.trimmed(times, fromSeconds: configuration.minBeatTimeSeconds)
    }
    let beats = (reference: trimmed(reference.times), estimate: trimmed(estimate.times))
    let downbeats = (reference: trimmed(reference.downbeatTimes), estimate: trimmed(estimate.downbeatTimes))
    let hasDownbeats = !downbeats.reference.isEmpty
    let continuity = BeatMeasures.continuity(
      reference: beats.reference, estimate: beats.estimate,
      phaseTolerance: configuration.continuityTolerance, periodTolerance: configuration.continuityTolerance)
    let bars = BarComparison(reference: reference, estimate: estimate, tempo: configuration.tempo)
    return BeatScores(
      beatFMeasure: hitRate(beats.reference, beats.estimate, configuration.toleranceSeconds),
      beatFMeasureWide: hitRate(beats.reference, beats.estimate, configuration.wideToleranceSeconds),
      downbeatFMeasure: hasDownbeats
        ? hitRate(downbeats.reference, downbeats.estimate, configuration.toleranceSeconds) : nil,
      downbeatFMeasureWide: hasDownbeats
        ? hitRate(downbeats.reference, downbeats.estimate, configuration.wideToleranceSeconds) : nil,
      cemgil: BeatMeasures.cemgil(
        reference: beats.reference, estimate: beats.estimate, sigmaSeconds: configuration.cemgilSigmaSeconds
      ).sameLevel,
      correctLevelContinuous: continuity.correctLevelContinuous,
      correctLevelTotal: continuity.correctLevelTotal,
      anyLevelContinuous: continuity.anyLevelContinuous, anyLevelTotal: continuity.anyLevelTotal,
      informationGain: BeatMeasures.informationGain(
        reference: beats.reference, estimate: beats.estimate, bins: configuration.informationGainBins),
      tempoAccuracy1: bars.tempoIsCorrect, tempoAccuracy2: bars.tempoIsCorrectAtAnyLevel,
      meterAccuracy: bars.meterIsCorrect, ternaryAccuracy: bars.ternaryIsCorrect,
      beatShareError: bars.shareError)
  }
}
