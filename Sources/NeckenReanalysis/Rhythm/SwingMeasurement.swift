import NeckenCore

/// How beats divide: the ratio of their two halves and the grid that their onsets lie on.
///
/// Each onset's phase is relative to the length of its own beat, so uneven beats do not look swung.
struct SwingMeasurement {
  typealias Configuration = Reanalysis.Configuration.Swing

  /// What the vector holds when no ratio could be measured: even halves.
  static let neutralRatio = 1.0

  let configuration: Configuration

  func measure(_ divided: DividedBeats) -> Swing {
    var phases: [Double] = []
    phases.reserveCapacity(divided.beats.count)
    var tally = Tally()
    for beat in divided.beats {
      tally.beats += 1
      guard !beat.phases.isEmpty else { continue }
      tally.divided += 1
      if let middle = divided.middle(of: beat) { phases.append(middle) }
      switch beat.grid {
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

  /// Beats by the grid that their onsets fit.
  private struct Tally {
    var beats = 0
    var divided = 0
    var eighths = 0
    var triplets = 0
    var sixteenths = 0
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
