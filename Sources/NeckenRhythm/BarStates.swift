import Foundation

/// The bars that are looked at: every meter with every length, in frames.
struct BarStates {
  /// Beats in the bar of each state.
  private(set) var beats: [Int] = []
  /// Length of each state in frames.
  private(set) var lengths: [Int] = []
  /// Log prior of each state's tempo, over all its beats.
  private(set) var tempoPriors: [Float] = []
  /// The states of each meter, in order of length.
  private(set) var ranges: [Range<Int>] = []
  /// For each meter and each other: the state of the other whose beats are nearest in length.
  private(set) var counterparts: [[Int]] = []

  var count: Int { lengths.count }
  var longest: Int { lengths.max() ?? 0 }

  /// - Parameter bpm: the tempi looked at; `likeliestBpm` the median of their prior.
  init(
    meters: [Int], bpm: ClosedRange<Double>, likeliestBpm: Double, framesPerSecond: Double,
    configuration: BarTracker.Configuration.Tempo
  ) {
    for meter in meters {
      let first = lengths.count
      let framesPerBar = Double(meter) * 60 * framesPerSecond
      let longest = framesPerBar / bpm.lowerBound
      var length = max(framesPerBar / bpm.upperBound, Double(2 * meter)).rounded()
      repeat {
        let distance = log(framesPerBar / length / likeliestBpm) / configuration.spread
        beats.append(meter)
        lengths.append(Int(length))
        tempoPriors.append(Float(-Double(meter) * configuration.priorWeight * distance * distance / 2))
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
}
