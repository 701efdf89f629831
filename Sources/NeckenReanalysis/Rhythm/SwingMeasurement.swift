import NeckenCore

/// How beats divide: the ratio of their two halves and the grid that their onsets lie on.
///
/// Each onset's phase is relative to the length of its own beat, so uneven beats do not look swung.
struct SwingMeasurement {
  typealias Configuration = Reanalysis.Configuration.Swing

  /// What the vector holds when no ratio could be measured: even halves.
  static let neutralRatio = 1.0

  let configuration: Configuration

  func measure(beats: [Double], onsets: [Double]) -> Swing {
    var phases: [Double] = []
    var tally = Tally()
    DividedBeats(beats: beats, onsets: onsets, configuration: configuration).forEach { _, divisions in
      tally.beats += 1
      guard !divisions.isEmpty else { return }
      tally.divided += 1
      if let middle = Self.middle(divisions) { phases.append(middle) }
      switch grid(of: divisions) {
      case .eighth: tally.eighths += 1
      case .triplet: tally.triplets += 1
      case .sixteenth: tally.sixteenths += 1
      default: break
      }
    }
    let ratios = phases.map { $0 / (1 - $0) }
    let enough = ratios.count >= configuration.minimumBeats
    let ratio = enough ? Statistics.median(ratios) : nil
    return Swing(
      ratio: ratio, spread: ratio.map { Statistics.robustSpread(ratios, about: $0) },
      subdivision: subdivision(tally), beatCount: ratios.count)
  }

  /// The onset that halves the beat: a lone one, or the second of three. Two onsets leave it open.
  static func middle(_ phases: ArraySlice<Double>) -> Double? {
    switch phases.count {
    case 1: phases[phases.startIndex]
    case 3: phases[phases.startIndex + 1]
    default: nil
    }
  }

  /// Beats by the grid that their onsets fit.
  private struct Tally {
    var beats = 0
    var divided = 0
    var eighths = 0
    var triplets = 0
    var sixteenths = 0
  }

  /// The grid whose nearest points are nearest to the beat's onsets; `nil` when none is near enough.
  func grid(of phases: ArraySlice<Double>) -> Subdivision? {
    let eighth = Self.distance(of: phases, Self.halves)
    let triplet = Self.distance(of: phases, Self.thirds)
    // A lone onset in the middle is an eighth.
    let sixteenth = Self.distance(of: phases, phases.count == 1 ? Self.oddQuarters : Self.quarters)
    let nearest = min(eighth, triplet, sixteenth)
    guard nearest <= configuration.gridTolerance else { return nil }
    return nearest == eighth ? .eighth : nearest == triplet ? .triplet : .sixteenth
  }

  /// Points that divide a beat, four at most; those not needed repeat another.
  private typealias Grid = SIMD4<Double>
  private static let halves = Grid(repeating: 0.5)
  private static let thirds = Grid(1.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0)
  private static let quarters = Grid(0.25, 0.5, 0.75, 0.75)
  private static let oddQuarters = Grid(0.25, 0.75, 0.75, 0.75)

  /// Root mean square distance of the phases from the nearest points of a grid.
  private static func distance(of phases: ArraySlice<Double>, _ grid: Grid) -> Double {
    var sum = 0.0
    for phase in phases {
      let offsets = grid - phase
      sum += (offsets * offsets).min()
    }
    return (sum / Double(phases.count)).squareRoot()
  }

  private func subdivision(_ tally: Tally) -> Subdivision {
    guard tally.beats >= configuration.minimumBeats else { return .undetermined }
    let divided = Double(tally.divided)
    guard divided >= configuration.minimumDividedShare * Double(tally.beats) else { return Subdivision.none }
    if Double(tally.sixteenths) >= configuration.sixteenthShare * divided, tally.sixteenths >= tally.triplets {
      return .sixteenth
    }
    let most = max(tally.eighths, tally.triplets)
    guard Double(most) >= configuration.minimumClassShare * divided else { return .undetermined }
    return tally.triplets > tally.eighths ? .triplet : .eighth
  }
}

/// Walks over the beats with the phases of the onsets that divide each.
struct DividedBeats {
  let beats: [Double]
  let onsets: [Double]
  let configuration: SwingMeasurement.Configuration

  /// Calls with each beat's index and its onsets' phases, increasing, 0…1; beats beside a gap are left out.
  func forEach(_ body: (_ beat: Int, _ phases: ArraySlice<Double>) -> Void) {
    guard beats.count >= 2 else { return }
    let intervals = beats.indices.dropLast().map { beats[$0 + 1] - beats[$0] }
    guard let median = Statistics.median(intervals) else { return }
    let plausible = (median / configuration.gapFactor)...(median * configuration.gapFactor)
    var phases = Array(repeating: 0.0, count: onsets.count)
    var onset = 0
    for (beat, interval) in intervals.enumerated() {
      while onset < onsets.count, onsets[onset] < beats[beat] { onset += 1 }
      let first = onset
      var last = onset
      while onset < onsets.count, onsets[onset] < beats[beat + 1] {
        let phase = (onsets[onset] - beats[beat]) / interval
        if configuration.phaseRange.contains(phase) {
          phases[last] = phase
          last += 1
        }
        onset += 1
      }
      if plausible.contains(interval) { body(beat, phases[first..<last]) }
    }
  }
}
