import Foundation

/// Finds the best sequence of bars and rests by dynamic programming over bar lines.
///
/// Segmental Viterbi: a state is a whole bar (its meter and its length in frames), and only bar lines
/// are connected. Within a meter the cost of a new length is proportional to the change of its
/// logarithm, beyond one step that is free because lengths are whole frames.
struct BarDecoder {
  let states: BarStates
  let configuration: BarTracker.Configuration
  let framesPerSecond: Double

  /// Where a window begins: anywhere, or at a bar line that an earlier window has decided.
  enum Start {
    case free
    case afterBar(state: Int)
    case afterRest
  }

  /// One bar of the result.
  struct PlacedBar {
    var state: Int
    /// Padded frame of the downbeat.
    var start: Int
  }

  struct Path {
    var score: Float
    var bars: [PlacedBar]
  }

  private static let rest = -1

  /// The best path through `scores` with the meters allowed.
  ///
  /// - Parameter meterCosts: cost of each bar of a meter, by index; `nil` forbids the meter.
  /// - Throws: `CancellationError` when the task is cancelled.
  func decode(_ scores: BarScores, meterCosts: [Float?], start: Start) throws -> Path {
    let width = scores.frames.count
    let count = states.count
    var totals = [Float](repeating: BarScores.impossible, count: count * width)
    var origins = [Int16](repeating: Int16(Self.rest), count: count * width)
    /// For each frame: the state whose bar ended when the rest began, or −1 while the rest goes on.
    var restOrigins = [Int16](repeating: Int16(Self.rest), count: width)
    var ends = [Float](repeating: BarScores.impossible, count: count)
    var reached = ends
    var reachedFrom = [Int32](repeating: 0, count: count)
    let gaps = lengthChangeCosts()
    let restCost = configuration.silence.costPerSecond / Float(framesPerSecond)
    let edge = configuration.silence.edgeCost
    let meters = states.ranges.indices.filter { meterCosts[$0] != nil }
    let allowed = meters.map { states.ranges[$0] }
    var resting: Float = 0
    var last = (score: BarScores.impossible, state: 0)

    for frame in 0..<width {
      if frame % 4096 == 0 { try Task.checkCancellation() }
      last = (BarScores.impossible, 0)
      for range in allowed {
        for state in range {
          let from = frame - states.lengths[state]
          let end = from >= 0 ? totals[state * width + from] : BarScores.impossible
          ends[state] = end
          if end > last.score { last = (end, state) }
        }
      }
      resting -= restCost
      if last.score - edge > resting {
        resting = last.score - edge
        restOrigins[frame] = Int16(last.state)
      }
      if frame == 0 {
        switch start {
        case .free: resting = edge
        case .afterRest: resting = 0
        case .afterBar(let state):
          ends[state] = 0
          last = (0, state)
          resting = BarScores.impossible
        }
      }
      for range in allowed { spread(ends, gaps, range, &reached, &reachedFrom) }
      let fromRest = resting - edge
      for (index, range) in zip(meters, allowed) {
        let cost = meterCosts[index] ?? 0
        for state in range {
          var best = reached[state]
          var origin = Int(reachedFrom[state])
          for (other, otherRange) in zip(meters, allowed) where other != index && !otherRange.isEmpty {
            let counterpart = states.counterparts[other][state]
            let candidate = reached[counterpart] - configuration.meter.changeCost
            if candidate > best {
              best = candidate
              origin = Int(reachedFrom[counterpart])
            }
          }
          if fromRest > best {
            best = fromRest
            origin = Self.rest
          }
          let cell = state * width + frame
          totals[cell] = best + scores.values[cell] - cost
          origins[cell] = Int16(origin)
        }
      }
    }
    return trace(
      width: width, frames: scores.frames, resting: resting, last: last, origins: origins,
      restOrigins: restOrigins)
  }

  private func trace(
    width: Int, frames: Range<Int>, resting: Float, last: (score: Float, state: Int), origins: [Int16],
    restOrigins: [Int16]
  ) -> Path {
    var bars: [PlacedBar] = []
    var frame = width - 1
    var state = last.score > resting ? last.state : Self.rest
    let score = max(last.score, resting)
    while frame >= 0 {
      if state == Self.rest {
        while frame >= 0 && restOrigins[frame] == Int16(Self.rest) { frame -= 1 }
        guard frame >= 0 else { break }
        state = Int(restOrigins[frame])
      }
      let begin = frame - states.lengths[state]
      guard begin >= 0 else { break }
      bars.append(PlacedBar(state: state, start: frames.lowerBound + begin))
      state = Int(origins[state * width + begin])
      frame = begin
      if frame == 0 { break }
    }
    return Path(score: score, bars: bars.reversed())
  }

  /// Cost of going from each length to the next longer one of its meter.
  private func lengthChangeCosts() -> [Float] {
    states.lengths.indices.map { state in
      guard state + 1 < states.count, states.beats[state + 1] == states.beats[state] else { return 0 }
      let ratio = Double(states.lengths[state + 1]) / Double(states.lengths[state])
      return configuration.tempo.changeCost * Float(log(ratio))
    }
  }

  /// For each length of a meter, the best length before it: a two-pass distance transform over lengths,
  /// in which neighbours are reached without cost.
  private func spread(
    _ ends: [Float], _ gaps: [Float], _ range: Range<Int>, _ reached: inout [Float], _ reachedFrom: inout [Int32]
  ) {
    for state in range {
      var best = ends[state]
      var from = state
      if state > range.lowerBound, ends[state - 1] > best {
        best = ends[state - 1]
        from = state - 1
      }
      if state + 1 < range.upperBound, ends[state + 1] > best {
        best = ends[state + 1]
        from = state + 1
      }
      reached[state] = best
      reachedFrom[state] = Int32(from)
    }
    for state in range.dropFirst() {
      let candidate = reached[state - 1] - gaps[state - 1]
      if candidate > reached[state] {
        reached[state] = candidate
        reachedFrom[state] = reachedFrom[state - 1]
      }
    }
    for state in range.dropLast().reversed() {
      let candidate = reached[state + 1] - gaps[state]
      if candidate > reached[state] {
        reached[state] = candidate
        reachedFrom[state] = reachedFrom[state + 1]
      }
    }
  }
}
