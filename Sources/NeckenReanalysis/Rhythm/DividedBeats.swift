import NeckenCore

/// The beats with the onsets that divide each, found once for all who ask. Beats beside a gap are left out.
struct DividedBeats {
  struct Beat {
    /// Among the reading's beats.
    let index: Int
    /// Its onsets, as a range of ``DividedBeats/phases``.
    let phases: Range<Int>
    /// The grid that they lie on; `nil` when none is near enough or there are none.
    let grid: Subdivision?
  }

  /// Onsets as shares of their own beat's length, 0…1, increasing within a beat.
  private(set) var phases: [Double] = []
  private(set) var beats: [Beat] = []

  /// - Parameter median: interval from beat to beat in seconds; `nil` with fewer than two beats.
  init(
    _ reading: RhythmReading, medianBeatIntervalSeconds median: Double?, configuration: SwingMeasurement.Configuration
  ) {
    guard let median else { return }
    let times = reading.times
    let onsets = reading.dividingOnsets
    let plausible = (median / configuration.gapFactor)...(median * configuration.gapFactor)
    phases.reserveCapacity(onsets.count)
    beats.reserveCapacity(times.count)
    var onset = 0
    for index in 0..<(times.count - 1) {
      let (start, end) = (times[index], times[index + 1])
      while onset < onsets.count, onsets[onset] < start { onset += 1 }
      guard plausible.contains(end - start) else { continue }
      let first = phases.count
      while onset < onsets.count, onsets[onset] < end {
        let phase = (onsets[onset] - start) / (end - start)
        if configuration.phaseRange.contains(phase) { phases.append(phase) }
        onset += 1
      }
      let found = first..<phases.count
      beats.append(
        Beat(index: index, phases: found, grid: Self.grid(of: phases[found], tolerance: configuration.gridTolerance)))
    }
  }

  /// The onset that halves the beat: a lone one, or the second of three. Two onsets leave it open.
  func middle(of beat: Beat) -> Double? {
    switch beat.phases.count {
    case 1: phases[beat.phases.lowerBound]
    case 3: phases[beat.phases.lowerBound + 1]
    default: nil
    }
  }

  /// The grid whose points are nearest to a beat's onsets, by root mean square; `nil` when none is near enough.
  private static func grid(of phases: ArraySlice<Double>, tolerance: Double) -> Subdivision? {
    guard !phases.isEmpty else { return nil }
    var (eighth, triplet, sixteenth) = (0.0, 0.0, 0.0)
    for phase in phases {
      let half = abs(phase - 0.5)
      let third = min(abs(phase - 1.0 / 3.0), abs(phase - 2.0 / 3.0))
      let oddQuarter = min(abs(phase - 0.25), abs(phase - 0.75))
      // A lone onset in the middle is an eighth.
      let quarter = phases.count == 1 ? oddQuarter : min(half, oddQuarter)
      eighth += half * half
      triplet += third * third
      sixteenth += quarter * quarter
    }
    let nearest = min(eighth, triplet, sixteenth)
    guard (nearest / Double(phases.count)).squareRoot() <= tolerance else { return nil }
    return nearest == eighth ? .eighth : nearest == triplet ? .triplet : .sixteenth
  }
}
