extension BeatMeasures {
  /// How much of the estimate is right without a break (Hainsworth 2004; Klapuri, Eronen, Astola,
  /// "Analysis of the meter of acoustic musical signals", IEEE TASLP 14(1), 2006). All 0…1.
  public struct Continuity: Hashable, Sendable, Codable {
    /// CMLc: longest unbroken stretch at the reference's own level.
    public var correctLevelContinuous: Double
    /// CMLt: all right beats at the reference's own level.
    public var correctLevelTotal: Double
    /// AMLc: longest unbroken stretch, also off the beat, at double or half speed.
    public var anyLevelContinuous: Double
    /// AMLt: all right beats, also off the beat, at double or half speed.
    public var anyLevelTotal: Double

    static let none = Continuity(
      correctLevelContinuous: 0, correctLevelTotal: 0, anyLevelContinuous: 0, anyLevelTotal: 0)
  }

  /// - Parameters:
  ///   - phaseTolerance: largest distance to the nearest reference beat, as a share of its interval.
  ///   - periodTolerance: largest difference of the beat intervals, as a share of the reference's.
  /// - Complexity: O(n log m).
  public static func continuity(
    reference: [Double], estimate: [Double], phaseTolerance: Double = 0.175, periodTolerance: Double = 0.175
  ) -> Continuity {
    guard reference.count > 1, estimate.count > 1 else { return .none }
    let levels = metricalVariations(of: reference).map { level in
      let hits = continuityHits(level, estimate, phaseTolerance, periodTolerance)
      let length = Double(max(level.count, estimate.count))
      return (longest: Double(longestRun(hits)) / length, total: Double(hits.count { $0 }) / length)
    }
    return Continuity(
      correctLevelContinuous: levels[0].longest, correctLevelTotal: levels[0].total,
      anyLevelContinuous: levels.map(\.longest).max() ?? 0, anyLevelTotal: levels.map(\.total).max() ?? 0)
  }

  /// Whether each estimated beat lies near an unused reference beat and keeps its interval.
  private static func continuityHits(
    _ reference: [Double], _ estimate: [Double], _ phaseTolerance: Double, _ periodTolerance: Double
  ) -> [Bool] {
    // A single reference beat has no interval to measure against.
    guard reference.count > 1 else { return Array(repeating: false, count: estimate.count) }
    var used = Array(repeating: false, count: reference.count)
    return estimate.indices.map { index in
      let nearest = EventMatching.nearestIndex(to: estimate[index], in: reference)
      guard !used[nearest] else { return false }
      // Intervals are measured backwards, except at the beginning of either list.
      let looksAhead = index == 0 || nearest == 0
      let referenceInterval =
        looksAhead && nearest + 1 < reference.count
        ? reference[nearest + 1] - reference[nearest] : reference[nearest] - reference[nearest - 1]
      let estimateInterval =
        looksAhead && index + 1 < estimate.count
        ? estimate[index + 1] - estimate[index] : estimate[index] - estimate[index - 1]
      let phase = abs(estimate[index] - reference[nearest]) / referenceInterval
      let period = abs(1 - estimateInterval / referenceInterval)
      guard phase < phaseTolerance, period < periodTolerance else { return false }
      used[nearest] = true
      return true
    }
  }

  private static func longestRun(_ hits: [Bool]) -> Int {
    var longest = 0
    var current = 0
    for hit in hits {
      current = hit ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
