import Foundation

/// The evidence for every bar: for each state and each frame where it could begin.
struct BarScores {
  /// Padded frames the scores cover.
  let frames: Range<Int>
  /// State by state, one value a frame of `frames`; bars that would end after it are impossible.
  private(set) var values: [Float]
  private let states: BarStates
  private let evidence: BlurredEvidence

  static let impossible: Float = -1e30

  init(states: BarStates, evidence: BlurredEvidence, frames: Range<Int>) {
    self.states = states
    self.evidence = evidence
    self.frames = frames
    values = Array(repeating: Self.impossible, count: states.count * frames.count)
  }

  /// Fills in the bars of one meter: the best of its patterns at each place.
  mutating func fill(meter: Int, patterns: [SharePattern], priors: [Float]) {
    let width = frames.count
    var best = [Float](repeating: 0, count: width)
    for state in states.ranges[meter] {
      let length = states.lengths[state]
      let places = width - length
      guard places > 0 else { continue }
      let level = evidence.level(barLength: length)
      for index in 0..<places { best[index] = Self.impossible }
      for (pattern, prior) in zip(patterns, priors) {
        let offsets = pattern.positions.map { frames.lowerBound + Int(($0 * Double(length)).rounded()) }
        evidence.accumulateBest(of: offsets, level: level, prior: prior, into: &best, count: places)
      }
      evidence.downbeat.withUnsafeBufferPointer { downbeat in
        values.withUnsafeMutableBufferPointer { values in
          let row = state * width
          for index in 0..<places {
            values[row + index] = best[index] + downbeat[frames.lowerBound + index]
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
  let downbeat: [Float]
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
