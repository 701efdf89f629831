import Foundation

/// Finds the best sequence of bars and rests by dynamic programming over bar lines.
///
/// Segmental Viterbi: a state is a whole bar (its meter and its length in frames), and only bar lines
/// are connected. Within a meter the cost of a new length is proportional to the change of its
/// logarithm, beyond one step that is free because lengths are whole frames.
struct BarDecoder {
  let states: BarStates
  let configuration: BarTracker.Configuration
  let restCosts: RestCosts

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
    guard !scores.frames.isEmpty else { return Path(score: 0, bars: []) }
    let rows = DecoderRows(
      states, ranges: ranges, costs: costs, lengthChangeCost: configuration.tempo.changeCost)
    let table = DecoderTable(rows, frameCount: scores.width)
    defer { table.deallocate() }
    var resting: Float = 0
    for first in stride(from: 0, to: scores.width, by: DecoderTable.Lanes.scalarCount) {
      if first % 4096 == 0 { try Task.checkCancellation() }
      let ended = table.collectEnds(first: first)
      if first == 0, case .afterBar(let state) = start, let row = rows.row(of: state) {
        table.begin(afterBarOf: row)
      }
      let fromRest = rest(ended, first: first, frames: scores.frames, start: start, resting: &resting, table: table)
      for meter in rows.meters { table.spreadOverLengths(meter) }
      for meter in rows.meters.indices {
        table.commit(
          meter: meter, first: first, fromRest: fromRest, meterChangeCost: configuration.meter.changeCost,
          scores: scores)
      }
    }
    return trace(table, frames: scores.frames, start: start)
  }

  /// Goes on with a rest over some frames, or begins one, and gives the scores of paths that end it there.
  private func rest(
    _ ended: DecoderTable.Lanes, first: Int, frames: Range<Int>, start: Start, resting: inout Float, table: DecoderTable
  ) -> DecoderTable.Lanes {
    let edge = configuration.silence.edgeCost
    var fromRest = DecoderTable.Lanes.zero
    for lane in fromRest.indices {
      resting -= restCosts[frames.lowerBound + first + lane]
      if ended[lane] - edge > resting {
        resting = ended[lane] - edge
        table.restBegins[first + lane] = true
      }
      if first + lane == 0 {
        switch start {
        case .free: resting = edge
        case .afterRest: resting = 0
        case .afterBar: resting = -edge
        }
      }
      table.resting[first + lane] = resting
      fromRest[lane] = resting - edge
    }
    return fromRest
  }

  private func trace(_ table: DecoderTable, frames: Range<Int>, start: Start) -> Path {
    var bars: [PlacedBar] = []
    var frame = frames.count - 1
    let last = table.best(at: frame, start: start)
    let resting = table.resting[frame]
    var row = last.score > resting ? last.row : nil
    while frame >= 0 {
      if row == nil {
        while frame >= 0 && !table.restBegins[frame] { frame -= 1 }
        guard frame >= 0 else { break }
      }
      let current = row ?? table.best(at: frame, start: start).row
      let begin = frame - table.rows.lengths[current]
      guard begin >= 0 else { break }
      bars.append(PlacedBar(state: table.rows.states[current], start: frames.lowerBound + begin))
      guard begin > 0 else { break }
      row = table.origin(of: current, at: begin, configuration: configuration, start: start)
      frame = begin
    }
    return Path(score: max(last.score, resting), bars: bars.reversed())
  }
}
