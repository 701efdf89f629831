import Foundation

/// The bars that are looked at: every meter with every length, in frames.
struct BarStates {
  /// Beats in the bar of each state.
  private(set) var beats: [Int] = []
  /// Length of each state in frames.
  private(set) var lengths: [Int] = []
  /// The states of each meter, in order of length.
  private(set) var ranges: [Range<Int>] = []
  /// For each meter and each other: the state of the other whose beats are nearest in length.
  private(set) var counterparts: [[Int]] = []

  private let framesPerSecond: Double

  /// No bar is shorter, in frames: the decoder works on so many bar lines at once.
  private static let shortest = DecoderTable.Lanes.scalarCount

  var count: Int { lengths.count }
  var longest: Int { lengths.max() ?? 0 }

  /// - Parameter bpm: the tempi looked at, in beats a minute.
  init(
    meters: [Int], bpm: ClosedRange<Double>, framesPerSecond: Double,
    configuration: BarTracker.Configuration.Tempo
  ) {
    self.framesPerSecond = framesPerSecond
    for meter in meters {
      let first = lengths.count
      let framesPerBar = Double(meter) * 60 * framesPerSecond
      let longest = framesPerBar / bpm.lowerBound
      var length = max(framesPerBar / bpm.upperBound, Double(max(2 * meter, Self.shortest))).rounded()
      repeat {
        beats.append(meter)
        lengths.append(Int(length))
        length = max(length + 1, (length * configuration.stepRatio).rounded())
      } while length <= longest
      ranges.append(first..<lengths.count)
    }
    counterparts = ranges.indices.map { target in
      lengths.indices.map { state in
        let wanted = Double(lengths[state]) / Double(beats[state]) * Double(meters[target])
        return ranges[target].min { abs(Double(lengths[$0]) - wanted) < abs(Double(lengths[$1]) - wanted) } ?? 0
      }
    }
  }

  /// Beats a minute of a state.
  func bpm(_ state: Int) -> Double {
    60 * framesPerSecond * Double(beats[state]) / Double(lengths[state])
  }

  /// The states of each meter whose tempo is within a factor of `reach` of `bpm`.
  func ranges(around bpm: Double, reach: Double) -> [Range<Int>] {
    ranges.map { range in
      let near = range.filter { self.bpm($0) <= bpm * reach && self.bpm($0) >= bpm / reach }
      guard let first = near.first, let last = near.last else { return range.lowerBound..<range.lowerBound }
      return first..<last + 1
    }
  }

  /// Cost of each state's tempo over all its beats: a log-normal prior.
  func tempoCosts(likeliestBpm: Double, spread: Double, weight: Double) -> [Float] {
    lengths.indices.map { state in
      let distance = log(bpm(state) / likeliestBpm) / spread
      return Float(Double(beats[state]) * weight * distance * distance / 2)
    }
  }
}
