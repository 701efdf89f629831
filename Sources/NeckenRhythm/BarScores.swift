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
  /// What bars are filled in by.
  var evidence: BlurredEvidence

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
    // Beyond the last frame there is room for whole lanes.
    var best = [Float](repeating: 0, count: Self.blockFrameCount + PlacedPatterns.spareFrames)
    for state in states.ranges[meter] {
      let length = states.lengths[state]
      let level = evidence.level(barLength: length)
      let placed = PlacedPatterns(patterns, priors: priors, barLength: length)
      let row = row(state)
      for block in stride(from: 0, to: frames.count - length, by: Self.blockFrameCount) {
        let count = min(Self.blockFrameCount, frames.count - length - block)
        let start = frames.lowerBound + block
        evidence.withOthers(level: level) { placed.best(of: $0 + start, count: count, into: &best) }
        evidence.downbeat.withUnsafeBufferPointer { downbeat in
          values.withUnsafeMutableBufferPointer { values in
            for index in 0..<count { values[row + block + index] = best[index] + downbeat[start + index] }
          }
        }
      }
    }
  }

  /// Adds what the longer view thinks of the bars of one meter.
  mutating func add(_ view: BarView, meter: Int) {
    for state in states.ranges[meter] where frames.count > states.lengths[state] {
      let (row, length) = (row(state), states.lengths[state])
      values.withUnsafeMutableBufferPointer { values in
        guard let base = values.baseAddress else { return }
        view.add(beats: states.beats[state], length: length, count: frames.count - length, to: base + row)
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
