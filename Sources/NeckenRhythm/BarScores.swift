import Foundation

/// The evidence for every bar: for each state and each frame where it could begin.
struct BarScores {
  /// Padded frames the scores cover.
  let frames: Range<Int>
  /// State by state, one value a frame of `frames`, then up to `width`; bars that would end after them are
  /// impossible.
  private(set) var values: [Float]
  /// Values of a state: its frames, rounded up to what the decoder works on at once.
  let width: Int
  private let states: BarStates
  private let evidence: BlurredEvidence

  static let impossible: Float = -1e30
  /// Frames worked on at a time: what is read and written for them stays in the nearest cache.
  private static let blockFrameCount = 2048

  init(states: BarStates, evidence: BlurredEvidence, frames: Range<Int>) {
    self.states = states
    self.evidence = evidence
    self.frames = frames
    let lanes = DecoderTable.Lanes.scalarCount
    width = (frames.count + lanes - 1) / lanes * lanes
    values = Array(repeating: Self.impossible, count: states.count * width)
  }

  /// Where the values of a state begin.
  func row(_ state: Int) -> Int { state &* width }

  /// Fills in the bars of one meter: the best of its patterns at each place.
  mutating func fill(meter: Int, patterns: [SharePattern], priors: [Float]) {
    var best = [Float](repeating: 0, count: Self.blockFrameCount)
    for state in states.ranges[meter] {
      let length = states.lengths[state]
      let level = evidence.level(barLength: length)
      let inner = zip(patterns, priors).map { pattern, prior in
        (offsets: pattern.positions.map { Int(($0 * Double(length)).rounded()) }, prior: prior)
      }
      let row = row(state)
      for block in stride(from: 0, to: frames.count - length, by: Self.blockFrameCount) {
        let count = min(Self.blockFrameCount, frames.count - length - block)
        let start = frames.lowerBound + block
        for index in 0..<count { best[index] = Self.impossible }
        for bar in inner {
          evidence.accumulateBest(
            of: bar.offsets.map { start + $0 }, level: level, prior: bar.prior, into: &best, count: count)
        }
        evidence.downbeat.withUnsafeBufferPointer { downbeat in
          values.withUnsafeMutableBufferPointer { values in
            for index in 0..<count { values[row + block + index] = best[index] + downbeat[start + index] }
          }
        }
      }
    }
  }

  /// Which pattern a bar follows best, by index, with the pattern's own prior.
  func bestPattern(
    state: Int, start: Int, patterns: [SharePattern], priors: [Float]
  ) -> Int {
    let length = states.lengths[state]
    let level = evidence.level(barLength: length)
    let scores = zip(patterns, priors).map { pattern, prior in
      pattern.positions.reduce(prior) {
        $0 + evidence.other(at: start + Int(($1 * Double(length)).rounded()), level: level)
      }
    }
    return scores.indices.max { scores[$0] < scores[$1] } ?? 0
  }
}

/// The evidence with some freedom of place: a ladder of widths, because long bars vary more.
struct BlurredEvidence {
  /// Downbeats, one frame free.
  private(set) var downbeat: [Float]
  /// Inner beats for each width.
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
    others = widths.map { BeatEvidence.blurred(inner, deviationFrames: $0) }
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

  /// best[i] = max(best[i], prior + Σ evidence[i + offset]) for the first `count` places.
  func accumulateBest(of offsets: [Int], level: Int, prior: Float, into best: inout [Float], count: Int) {
    others[level].withUnsafeBufferPointer { source in
      best.withUnsafeMutableBufferPointer { best in
        guard let from = source.baseAddress, let to = best.baseAddress else { return }
        switch offsets.count {
        case 1: Self.accumulate(prior, from + offsets[0], into: to, count: count)
        case 2: Self.accumulate(prior, from + offsets[0], from + offsets[1], into: to, count: count)
        default:
          for index in 0..<count {
            let sum = offsets.reduce(prior) { $0 + from[index + $1] }
            to[index] = max(to[index], sum)
          }
        }
      }
    }
  }

  private static func accumulate(
    _ prior: Float, _ second: UnsafePointer<Float>, into best: UnsafeMutablePointer<Float>, count: Int
  ) {
    for index in 0..<count {
      let sum = prior + second[index]
      best[index] = best[index] > sum ? best[index] : sum
    }
  }

  private static func accumulate(
    _ prior: Float, _ second: UnsafePointer<Float>, _ third: UnsafePointer<Float>,
    into best: UnsafeMutablePointer<Float>, count: Int
  ) {
    for index in 0..<count {
      let sum = prior + second[index] + third[index]
      best[index] = best[index] > sum ? best[index] : sum
    }
  }
}
