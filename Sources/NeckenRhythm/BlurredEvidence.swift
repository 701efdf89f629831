/// The evidence with some freedom of place: a ladder of widths, because long bars vary more.
struct BlurredEvidence {
  /// Downbeats, one frame free.
  private(set) var downbeat: [Float]
  /// Inner beats for each width, with some frames of nothing after them.
  private let others: [[Float]]
  /// Widths in frames.
  private let deviations: [Double]
  private let share: Double

  static let widestFrames = 8.0

  init(_ evidence: BeatEvidence, deviationShare: Double) {
    share = deviationShare
    var widths = [1.0]
    while let last = widths.last, last < Self.widestFrames { widths.append(last * 1.4) }
    deviations = widths
    downbeat = BeatEvidence.blurred(evidence.downbeats, deviationFrames: 1)
    let inner = evidence.others
    let spare = [Float](repeating: 0, count: PlacedPatterns.spareFrames)
    others = widths.map { BeatEvidence.blurred(inner, deviationFrames: $0) + spare }
  }

  /// The same evidence with the bar lines of a reading made likelier by `weight`, and its other beats less likely.
  func favouring(_ beats: [(frame: Int, isFirst: Bool)], weight: Float, reach: Int) -> BlurredEvidence {
    var result = self
    for beat in beats {
      for frame in max(0, beat.frame - reach)...max(0, beat.frame + reach) where frame < downbeat.count {
        result.downbeat[frame] = downbeat[frame] + (beat.isFirst ? weight : -weight)
      }
    }
    return result
  }

  /// Which width suits a bar of this length.
  func level(barLength: Int) -> Int {
    let wanted = share * Double(barLength)
    return deviations.indices.min { abs(deviations[$0] - wanted) < abs(deviations[$1] - wanted) } ?? 0
  }

  /// Width of a level in frames.
  func deviationFrames(level: Int) -> Double { deviations[level] }

  func other(at frame: Int, level: Int) -> Float {
    others[level].indices.contains(frame) ? others[level][frame] : 0
  }

  /// The evidence of a level for beats that are not the first, and as many frames of nothing after it as
  /// ``PlacedPatterns`` may read too far.
  func withOthers<Result>(level: Int, _ body: (UnsafePointer<Float>) -> Result) -> Result {
    others[level].withUnsafeBufferPointer { others in
      guard let base = others.baseAddress else { preconditionFailure("evidence has padding, so it is never empty") }
      return body(base)
    }
  }
}
