import Foundation

/// The bars that one run of the decoder may use, row by row: the rows of a meter lie beside each other in
/// order of length.
struct DecoderRows {
  /// The state of each row.
  private(set) var states: [Int] = []
  /// Length of each row's bars in frames.
  private(set) var lengths: [Int] = []
  /// Cost of each row's bars.
  private(set) var costs: [Float] = []
  /// Cost of going between each row and the next.
  private(set) var gaps: [Float] = []
  /// The rows of each meter that takes part.
  private(set) var meters: [Range<Int>] = []
  /// For each meter, for each of the others: the rows from which its rows can be entered, or `count` where
  /// the nearest bar of the other meter takes no part.
  private(set) var entrances: [[[Int]]] = []

  var count: Int { states.count }

  /// - Parameters:
  ///   - ranges: the states of each meter that take part.
  ///   - costs: cost of each bar, by state.
  ///   - lengthChangeCost: cost of a change of length by a factor e.
  init(_ all: BarStates, ranges: [Range<Int>], costs: [Float], lengthChangeCost: Float) {
    let taking = ranges.indices.filter { !ranges[$0].isEmpty }
    for meter in taking {
      meters.append(states.count..<states.count + ranges[meter].count)
      states += ranges[meter]
    }
    lengths = states.map { all.lengths[$0] }
    self.costs = states.map { costs[$0] }
    gaps = zip(lengths, lengths.dropFirst()).map { lengthChangeCost * Float(log(Double($1) / Double($0))) } + [0]
    let end = states.count
    entrances = taking.indices.map { target in
      taking.indices.filter { $0 != target }.map { other in
        ranges[taking[target]].map { state in
          let nearest = all.counterparts[taking[other]][state]
          let range = ranges[taking[other]]
          return range.contains(nearest) ? meters[other].lowerBound + nearest - range.lowerBound : end
        }
      }
    }
  }

  /// The row of a state, if it takes part.
  func row(of state: Int) -> Int? { states.firstIndex(of: state) }
}
