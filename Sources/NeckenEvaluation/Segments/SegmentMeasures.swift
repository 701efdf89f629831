/// The field's measures of segmentation, equal to mir_eval's `segment` module.
public enum SegmentMeasures {
  /// A labelled stretch of time in seconds.
  public struct Segment: Hashable, Sendable {
    public var startSeconds: Double
    public var endSeconds: Double
    public var label: String

    public init(startSeconds: Double, endSeconds: Double, label: String) {
      self.startSeconds = startSeconds
      self.endSeconds = endSeconds
      self.label = label
    }
  }

  /// Boundary hit rate: boundaries that agree within a tolerance, each used once. 0.5 s gives HR.5F and 3 s
  /// HR3F (Turnbull et al., "A supervised approach for detecting boundaries in music using difference
  /// features and boosting", ISMIR 2007).
  /// - Parameters:
  ///   - trimsEnds: leaves out the first and the last boundary of each side.
  /// - Returns: ``HitRate/none`` when either side has no boundary.
  public static func boundaryHitRate(
    reference: [Segment], estimate: [Segment], toleranceSeconds: Double, trimsEnds: Bool = false
  ) -> HitRate {
    func boundaries(_ segments: [Segment]) -> [Double] {
      let times = Set(segments.flatMap { [rounded($0.startSeconds), rounded($0.endSeconds)] }).sorted()
      return trimsEnds ? Array(times.dropFirst().dropLast()) : times
    }
    let expected = boundaries(reference)
    let found = boundaries(estimate)
    return HitRate(
      hits: EventMatching.matchCount(expected, found, toleranceSeconds: toleranceSeconds),
      referenceCount: expected.count, estimateCount: found.count)
  }

  /// Whether pairs of moments carry the same label in both (Levy, Sandler, "Structural segmentation of
  /// musical audio by constrained clustering", IEEE TASLP 16(2), 2008). Names of labels do not matter, their
  /// case neither.
  ///
  /// Both sides should cover the same time; see ``adjusted(_:toEndSeconds:)``.
  /// - Parameter frameSeconds: distance of the moments compared.
  /// - Complexity: O(frames + labels²).
  public static func pairwise(
    reference: [Segment], estimate: [Segment], frameSeconds: Double = 0.1
  ) -> HitRate {
    guard !reference.isEmpty, !estimate.isEmpty else { return .none }
    let expected = sampledLabels(reference, frameSeconds: frameSeconds)
    let found = sampledLabels(estimate, frameSeconds: frameSeconds)
    var joint: [[Int]: Int] = [:]
    var expectedCounts: [Int: Int] = [:]
    var foundCounts: [Int: Int] = [:]
    for (first, second) in zip(expected, found) {
      joint[[first, second], default: 0] += 1
      expectedCounts[first, default: 0] += 1
      foundCounts[second, default: 0] += 1
    }
    func pairs(_ counts: some Collection<Int>) -> Int { counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
    return HitRate(
      hits: pairs(joint.values), referenceCount: pairs(expectedCounts.values),
      estimateCount: pairs(foundCounts.values))
  }

  /// The segments cut or filled up so that they cover 0 to an end without change of their inner borders.
  public static func adjusted(_ segments: [Segment], toEndSeconds end: Double) -> [Segment] {
    var kept = segments.filter { $0.endSeconds > 0 && $0.startSeconds < end }
    guard let first = kept.first, let last = kept.last else {
      return end > 0 ? [Segment(startSeconds: 0, endSeconds: end, label: "")] : []
    }
    kept[0].startSeconds = max(0, first.startSeconds)
    kept[kept.count - 1].endSeconds = min(end, last.endSeconds)
    if first.startSeconds > 0 {
      kept.insert(Segment(startSeconds: 0, endSeconds: first.startSeconds, label: "before"), at: 0)
    }
    if last.endSeconds < end {
      kept.append(Segment(startSeconds: last.endSeconds, endSeconds: end, label: "after"))
    }
    return kept
  }

  /// To five decimals, as mir_eval compares boundaries.
  private static func rounded(_ seconds: Double) -> Double {
    (seconds * 1e5).rounded(.toNearestOrEven) / 1e5
  }

  /// Number of the label at each frame; a later segment covers an earlier one, gaps share one number.
  private static func sampledLabels(_ segments: [Segment], frameSeconds: Double) -> [Int] {
    let end = segments.map(\.endSeconds).max() ?? 0
    // Sample times in single precision, as mir_eval has them: whether a frame lies on a border depends on it.
    let times = (0..<max(0, Int((end / frameSeconds).rounded(.down)))).map {
      Double(Float($0) * Float(frameSeconds))
    }
    var numbers: [String: Int] = [:]
    var labels = Array(repeating: 0, count: times.count)
    for segment in segments {
      let number = numbers[segment.label.lowercased(), default: numbers.count + 1]
      numbers[segment.label.lowercased()] = number
      let first = times.firstIndex { $0 >= segment.startSeconds } ?? times.count
      let last = times.firstIndex { $0 > segment.endSeconds } ?? times.count
      for index in first..<max(first, last) { labels[index] = number }
    }
    return labels
  }
}
