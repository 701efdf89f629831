public import NeckenCore

/// Scores of one recording's sections; all 0…1, 1 best.
public struct SegmentScores: Hashable, Sendable, Codable {
  /// HR.5F: boundaries within half a second.
  public var boundaryHalfSecond: HitRate
  /// HR3F: boundaries within three seconds.
  public var boundaryThreeSeconds: HitRate
  /// Boundaries on exactly the right bar, by the sections' bar numbers.
  public var boundaryExactBar: HitRate
  /// Pairwise agreement of the labels.
  public var labelAgreement: HitRate

  private enum CodingKeys: String, CodingKey {
    case boundaryHalfSecond = "boundary_half_second"
    case boundaryThreeSeconds = "boundary_three_seconds"
    case boundaryExactBar = "boundary_exact_bar"
    case labelAgreement = "label_agreement"
  }
}

/// Judges the sections found in a recording against annotated ones.
public enum SegmentEvaluation {
  /// - Parameters:
  ///   - variationsAreSame: whether A' counts as A.
  /// - Returns: scores over the stretch from 0 to the end of the last reference section. Without sections on
  ///   one side, all are 0.
  public static func evaluate(
    reference: [Section], estimate: [Section], variationsAreSame: Bool = true
  ) -> SegmentScores {
    let end = reference.map(\.endSeconds).max() ?? 0
    func segments(_ sections: [Section]) -> [SegmentMeasures.Segment] {
      sections.map { section in
        let label = variationsAreSame ? String(section.label.prefix { $0 != "'" }) : section.label
        return SegmentMeasures.Segment(
          startSeconds: section.startSeconds, endSeconds: section.endSeconds, label: label)
      }
    }
    func bars(_ sections: [Section]) -> [Double] {
      Set(sections.flatMap { [$0.firstBar, $0.firstBar + $0.barCount] }).sorted().map(Double.init)
    }
    let isEmpty = reference.isEmpty || estimate.isEmpty
    let expected = isEmpty ? [] : SegmentMeasures.adjusted(segments(reference), toEndSeconds: end)
    let found = isEmpty ? [] : SegmentMeasures.adjusted(segments(estimate), toEndSeconds: end)
    func boundaries(within seconds: Double) -> HitRate {
      SegmentMeasures.boundaryHitRate(
        reference: segments(reference), estimate: segments(estimate), toleranceSeconds: seconds)
    }
    let expectedBars = bars(reference)
    let foundBars = bars(estimate)
    return SegmentScores(
      boundaryHalfSecond: boundaries(within: 0.5), boundaryThreeSeconds: boundaries(within: 3),
      boundaryExactBar: HitRate(
        hits: EventMatching.matchCount(expectedBars, foundBars, toleranceSeconds: 0),
        referenceCount: expectedBars.count, estimateCount: foundBars.count),
      labelAgreement: SegmentMeasures.pairwise(reference: expected, estimate: found))
  }
}
