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

  /// The best path through `scores`.
  ///
  /// - Parameters:
  ///   - ranges: the states of each meter that are allowed; empty ranges forbid a meter.
  ///   - costs: cost of each bar, by state.
  /// - Throws: `CancellationError` when the task is cancelled.
  func decode(_ scores: BarScores, ranges: [Range<Int>], costs: [Float], start: Start) throws -> Path {
    let width = scores.frames.count
    let table = DecoderTable(stateCount: states.count, width: width)
    defer { table.deallocate() }
    let meters = ranges.indices.filter { !ranges[$0].isEmpty }
    let gaps = lengthChangeCosts()
    let restCost = configuration.silence.costPerSecond / Float(framesPerSecond)
    let edge = configuration.silence.edgeCost
    var resting: Float = 0
    var last = (score: BarScores.impossible, state: 0)

    for frame in 0..<width {
      if frame % 4096 == 0 { try Task.checkCancellation() }
      last = (BarScores.impossible, 0)
      for meter in meters { table.collectEnds(of: states, ranges[meter], frame: frame, best: &last) }
      resting -= restCost
      if last.score - edge > resting {
        resting = last.score - edge
        table.restOrigins[frame] = Int16(last.state)
      }
      if frame == 0 {
        switch start {
        case .free: resting = edge
        case .afterRest: resting = 0
        case .afterBar(let state):
          table.ends[state] = 0
          last = (0, state)
          resting = -edge
        }
      }
      for meter in meters {
        gaps.withUnsafeBufferPointer { table.spreadOverLengths(ranges[meter], gaps: $0) }
      }
      for meter in meters {
        table.enter(ranges[meter], fromRest: resting - edge)
        for other in meters where other != meter {
          states.counterparts[other].withUnsafeBufferPointer {
            table.enter(ranges[meter], through: $0, cost: configuration.meter.changeCost)
          }
        }
        table.commit(ranges[meter], frame: frame, scores: scores.values, costs: costs)
      }
    }
    return trace(table, frames: scores.frames, resting: resting, last: last)
  }

  private func trace(
    _ table: DecoderTable, frames: Range<Int>, resting: Float, last: (score: Float, state: Int)
  ) -> Path {
    var bars: [PlacedBar] = []
    var frame = frames.count - 1
    var state = last.score > resting ? last.state : DecoderTable.rest
    while frame >= 0 {
      if state == DecoderTable.rest {
        while frame >= 0 && table.restOrigins[frame] == Int16(DecoderTable.rest) { frame -= 1 }
        guard frame >= 0 else { break }
        state = Int(table.restOrigins[frame])
      }
      let begin = frame - states.lengths[state]
      guard begin >= 0 else { break }
      bars.append(PlacedBar(state: state, start: frames.lowerBound + begin))
      guard begin > 0 else { break }
      state = Int(table.origins[state * frames.count + begin])
      frame = begin
    }
    return Path(score: max(last.score, resting), bars: bars.reversed())
  }

  /// Cost of going from each length to the next longer one of its meter.
  private func lengthChangeCosts() -> [Float] {
    states.lengths.indices.map { state in
      guard state + 1 < states.count, states.beats[state + 1] == states.beats[state] else { return 0 }
      let ratio = Double(states.lengths[state + 1]) / Double(states.lengths[state])
      return configuration.tempo.changeCost * Float(log(ratio))
    }
  }
}
