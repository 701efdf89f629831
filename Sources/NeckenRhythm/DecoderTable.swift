/// The dynamic programme's memory, and the step from bar line to bar line.
///
/// A bar line depends on bars that began at least the shortest bar earlier, so as many frames as there are
/// lanes are worked on at once. Only totals are kept: where a path came from is worked out again for the few
/// bar lines that the best path has (`origin`). Holds unmanaged memory because the inner loops run a hundred
/// million times a minute of music; whoever makes a table must `deallocate` it.
struct DecoderTable {
  /// Values of consecutive frames. No bar may be shorter than their number.
  typealias Lanes = SIMD16<Float>

  let rows: DecoderRows
  /// Floats from row to row of `totals`, and before its first frame.
  private let width: Int
  private let lead: Int
  /// Best score of a path whose last bar is (row, start frame), that bar included.
  private let totals: UnsafeMutablePointer<Float>
  /// Best score of a path that ends at a frame with a rest.
  let resting: UnsafeMutablePointer<Float>
  /// Whether a rest begins at a frame.
  let restBegins: UnsafeMutablePointer<Bool>
  /// Best score of a path that ends at each bar line, by the row of its last bar.
  private let ends: UnsafeMutablePointer<Lanes>
  /// The same after a change of length, by the row of the next bar; one more that is never reached.
  private let reached: UnsafeMutablePointer<Lanes>

  /// - Parameter frameCount: frames, rounded up to whole lanes.
  init(_ rows: DecoderRows, frameCount: Int) {
    func filled<Value>(_ count: Int, _ value: Value) -> UnsafeMutablePointer<Value> {
      let memory = UnsafeMutablePointer<Value>.allocate(capacity: count)
      memory.initialize(repeating: value, count: count)
      return memory
    }
    self.rows = rows
    let lanes = Lanes.scalarCount
    lead = ((rows.lengths.max() ?? 0) + lanes - 1) / lanes * lanes
    width = lead + frameCount
    totals = UnsafeMutablePointer<Float>.allocate(capacity: max(1, rows.count * width))
    // Bars that would have begun before the first frame. The rest is written before it is read.
    for row in 0..<rows.count {
      (totals + row * width).initialize(repeating: BarScores.impossible, count: lead)
    }
    resting = filled(frameCount, 0)
    restBegins = filled(frameCount, false)
    ends = filled(rows.count + 1, Lanes(repeating: BarScores.impossible))
    reached = filled(rows.count + 1, Lanes(repeating: BarScores.impossible))
  }

  func deallocate() {
    totals.deallocate()
    resting.deallocate()
    restBegins.deallocate()
    ends.deallocate()
    reached.deallocate()
  }

  /// Best score of a path whose last bar, of this row, ends at a frame.
  func end(_ row: Int, at frame: Int) -> Float { totals[row &* width &+ lead &+ frame &- rows.lengths[row]] }

  /// Collects the bars that end at the frames from `first` on, and gives the best score of any.
  func collectEnds(first: Int) -> Lanes {
    var best = Lanes(repeating: BarScores.impossible)
    rows.lengths.withUnsafeBufferPointer { lengths in
      for row in lengths.indices {
        let place = UnsafeRawPointer(totals + (row &* width &+ lead &+ first &- lengths[row]))
        let end = place.loadUnaligned(as: Lanes.self)
        ends[row] = end
        best.replace(with: end, where: end .> best)
      }
    }
    return best
  }

  /// Lets a path end at the first frame with a bar of this row.
  func begin(afterBarOf row: Int) { ends[row][0] = 0 }

  /// For each length of a meter, the best length before it: a distance transform over lengths in two
  /// passes, in which neighbours are reached without cost.
  func spreadOverLengths(_ meter: Range<Int>) {
    rows.gaps.withUnsafeBufferPointer { gaps in
      var carried = Lanes(repeating: BarScores.impossible)
      for row in meter {
        var best = ends[row]
        if row > meter.lowerBound {
          best.replace(with: ends[row &- 1], where: ends[row &- 1] .> best)
          carried -= gaps[row &- 1]
        }
        if row &+ 1 < meter.upperBound { best.replace(with: ends[row &+ 1], where: ends[row &+ 1] .> best) }
        best.replace(with: carried, where: carried .> best)
        carried = best
        reached[row] = best
      }
      for row in meter.dropLast().reversed() {
        carried -= gaps[row]
        carried.replace(with: reached[row], where: reached[row] .>= carried)
        reached[row] = carried
      }
    }
  }

  /// Adds the bars of a meter that begin at the frames from `first` on: after one of their own meter, after a rest,
  /// or after one of another meter.
  func commit(meter: Int, first: Int, fromRest: Lanes, meterChangeCost: Float, scores: BarScores) {
    let range = rows.meters[meter]
    scores.values.withUnsafeBufferPointer { scoreValues in
      for row in range {
        var entered = reached[row]
        entered.replace(with: fromRest, where: fromRest .> entered)
        for entrances in rows.entrances[meter] {
          let candidate = reached[entrances[row &- range.lowerBound]] - meterChangeCost
          entered.replace(with: candidate, where: candidate .> entered)
        }
        guard let base = scoreValues.baseAddress else { return }
        let score = UnsafeRawPointer(base + (scores.row(rows.states[row]) &+ first)).loadUnaligned(as: Lanes.self)
        UnsafeMutableRawPointer(totals + (row &* width &+ lead &+ first))
          .storeBytes(of: entered + score - rows.costs[row], as: Lanes.self)
      }
    }
  }
}
