import NeckenCore

/// Measures ``BeatPeriodicity`` by autocorrelation over the beats.
struct PeriodicityMeasurement {
  let configuration: Reanalysis.Configuration.Evidence

  /// - Returns: `nil` with too few beats.
  func measure(_ reading: RhythmReading, _ divisions: BeatDivisions) -> BeatPeriodicity? {
    guard reading.times.count >= configuration.minimumPeriodicityBeats else { return nil }
    return BeatPeriodicity(
      energies: autocorrelations(of: reading.energies ?? []),
      divisions: autocorrelations(of: divisions.shapes, valuesPerBeat: BeatDivisions.shapePhases.count),
      downbeats: autocorrelations(of: reading.downbeatActivations ?? []),
      lengths: autocorrelations(of: lengths(reading.times)))
  }

  /// Each beat's length over the mean of those around it, so that a drifting tempo does not count.
  private func lengths(_ times: [Double]) -> [Double] {
    let reach = configuration.periodicityNeighbours
    return times.indices.dropLast().map { beat in
      let first = max(0, beat - reach)
      let end = min(times.count - 1, beat + reach + 1)
      return (times[beat + 1] - times[beat]) * Double(end - first) / (times[end] - times[first])
    }
  }

  /// Autocorrelation at each of ``BeatPeriodicity/lags`` of a series of vectors, the vectors' parts summed.
  ///
  /// - Returns: empty without values; 0 for a series that never varies.
  private func autocorrelations(of values: [Double], valuesPerBeat width: Int = 1) -> [Double] {
    let count = values.count / width
    guard count > BeatPeriodicity.lags[BeatPeriodicity.lags.count - 1] else { return [] }
    var centred = values
    return centred.withUnsafeMutableBufferPointer { buffer in
      for part in 0..<width {
        let places = stride(from: part, to: count * width, by: width)
        var sum = 0.0
        for place in places { sum += buffer[place] }
        for place in places { buffer[place] -= sum / Double(count) }
      }
      let centred = UnsafeBufferPointer(buffer)
      let variance = Self.product(centred, shift: 0) / Double(count)
      return BeatPeriodicity.lags.map { lag in
        guard variance > configuration.leastPeriodicityVariance else { return 0 }
        let sum = Self.product(centred, shift: lag * width)
        return (sum / (Double(count - lag) * variance)).rounded(decimals: 4)
      }
    }
  }

  /// Sum of each value times the one `shift` places on. Four sums side by side, so that none waits for another.
  private static func product(_ values: UnsafeBufferPointer<Double>, shift: Int) -> Double {
    var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
    let count = values.count - shift
    var index = 0
    while index &+ 4 <= count {
      let far = index &+ shift
      first += values[index] * values[far]
      second += values[index &+ 1] * values[far &+ 1]
      third += values[index &+ 2] * values[far &+ 2]
      fourth += values[index &+ 3] * values[far &+ 3]
      index &+= 4
    }
    while index < count {
      first += values[index] * values[index &+ shift]
      index &+= 1
    }
    return (first + second) + (third + fourth)
  }
}
