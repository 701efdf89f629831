/// The dynamic programme's memory: totals and origins of every bar, and one bar line's working rows.
///
/// Holds unmanaged memory because the inner loops run a hundred million times a minute of music;
/// whoever makes a table must `deallocate` it.
struct DecoderTable {
  /// Stands for a rest where a state's index is expected.
  static let rest = -1

  private let width: Int
  /// Best score of a path whose last bar is (state, start frame), that bar included.
  private let totals: UnsafeMutablePointer<Float>
  /// The state before each such bar, or `rest`.
  let origins: UnsafeMutablePointer<Int16>
  /// For each frame: the state whose bar ended when a rest began, or `rest` while one goes on.
  let restOrigins: UnsafeMutablePointer<Int16>
  /// Best score of a path that ends at this bar line, by the state of its last bar.
  let ends: UnsafeMutablePointer<Float>
  /// The same after a change of length, by the state of the next bar.
  private let reached: UnsafeMutablePointer<Float>
  private let reachedFrom: UnsafeMutablePointer<Int16>
  /// The same after a change of meter or a rest.
  private let entered: UnsafeMutablePointer<Float>
  private let enteredFrom: UnsafeMutablePointer<Int16>

  init(stateCount: Int, width: Int) {
    func filled<Value>(_ count: Int, _ value: Value) -> UnsafeMutablePointer<Value> {
      let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(count, 1))
      memory.initialize(repeating: value, count: max(count, 1))
      return memory
    }
    self.width = width
    totals = filled(stateCount * width, BarScores.impossible)
    origins = filled(stateCount * width, Int16(Self.rest))
    restOrigins = filled(width, Int16(Self.rest))
    ends = filled(stateCount, BarScores.impossible)
    reached = filled(stateCount, BarScores.impossible)
    reachedFrom = filled(stateCount, 0)
    entered = filled(stateCount, BarScores.impossible)
    enteredFrom = filled(stateCount, 0)
  }

  func deallocate() {
    totals.deallocate()
    origins.deallocate()
    restOrigins.deallocate()
    ends.deallocate()
    reached.deallocate()
    reachedFrom.deallocate()
    entered.deallocate()
    enteredFrom.deallocate()
  }

  /// The bars of some states that end at a frame, and the best of them.
  func collectEnds(of states: BarStates, _ range: Range<Int>, frame: Int, best: inout (score: Float, state: Int)) {
    states.lengths.withUnsafeBufferPointer { lengths in
      for state in range {
        let from = frame &- lengths[state]
        let end = from >= 0 ? totals[state &* width &+ from] : BarScores.impossible
        ends[state] = end
        if end > best.score { best = (end, state) }
      }
    }
  }

  /// For each length of a meter, the best length before it: a distance transform over lengths in two
  /// passes, in which neighbours are reached without cost.
  ///
  /// - Parameter gaps: cost of going from each length to the next longer one.
  func spreadOverLengths(_ range: Range<Int>, gaps: UnsafeBufferPointer<Float>) {
    for state in range {
      var best = ends[state]
      var from = state
      if state > range.lowerBound, ends[state &- 1] > best {
        best = ends[state &- 1]
        from = state &- 1
      }
      if state &+ 1 < range.upperBound, ends[state &+ 1] > best {
        best = ends[state &+ 1]
        from = state &+ 1
      }
      reached[state] = best
      reachedFrom[state] = Int16(truncatingIfNeeded: from)
    }
    for state in range.dropFirst() {
      let candidate = reached[state &- 1] - gaps[state &- 1]
      if candidate > reached[state] {
        reached[state] = candidate
        reachedFrom[state] = reachedFrom[state &- 1]
      }
    }
    for state in range.dropLast().reversed() {
      let candidate = reached[state &+ 1] - gaps[state]
      if candidate > reached[state] {
        reached[state] = candidate
        reachedFrom[state] = reachedFrom[state &+ 1]
      }
    }
  }

  /// Bars that follow one of their own meter, or a rest.
  func enter(_ range: Range<Int>, fromRest: Float) {
    for state in range {
      let stays = reached[state] >= fromRest
      entered[state] = stays ? reached[state] : fromRest
      enteredFrom[state] = stays ? reachedFrom[state] : Int16(Self.rest)
    }
  }

  /// Bars that follow one of another meter, where that is better.
  func enter(_ range: Range<Int>, through counterparts: UnsafeBufferPointer<Int>, cost: Float) {
    for state in range {
      let candidate = reached[counterparts[state]] - cost
      if candidate > entered[state] {
        entered[state] = candidate
        enteredFrom[state] = reachedFrom[counterparts[state]]
      }
    }
  }

  /// Adds the bars that begin at a frame.
  func commit(_ range: Range<Int>, frame: Int, scores: [Float], costs: [Float]) {
    scores.withUnsafeBufferPointer { scores in
      costs.withUnsafeBufferPointer { costs in
        for state in range {
          let cell = state &* width &+ frame
          totals[cell] = entered[state] + scores[cell] - costs[state]
          origins[cell] = enteredFrom[state]
        }
      }
    }
  }
}
