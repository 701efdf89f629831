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
    let intervals = zip(times.dropFirst(), times).map { $0 - $1 }
    let reach = configuration.periodicityNeighbours
    return intervals.indices.map { beat in
      let around = intervals[max(0, beat - reach)...min(intervals.count - 1, beat + reach)]
      return intervals[beat] * Double(around.count) / around.reduce(0, +)
    }
  }

  /// Autocorrelation at each of ``BeatPeriodicity/lags`` of a series of vectors, the vectors' parts summed.
  ///
  /// - Returns: empty without values; 0 for a series that never varies.
  private func autocorrelations(of values: [Double], valuesPerBeat width: Int = 1) -> [Double] {
    let count = values.count / width
    guard count > BeatPeriodicity.lags[BeatPeriodicity.lags.count - 1] else { return [] }
    var means = Array(repeating: 0.0, count: width)
    for index in values.indices { means[index % width] += values[index] / Double(count) }
    let centred = values.indices.map { values[$0] - means[$0 % width] }
    let variance = centred.reduce(0) { $0 + $1 * $1 } / Double(count)
    return BeatPeriodicity.lags.map { lag in
      guard variance > configuration.leastPeriodicityVariance else { return 0 }
      let shift = lag * width
      var sum = 0.0
      for index in 0..<(centred.count - shift) { sum += centred[index] * centred[index + shift] }
      return (sum / (Double(count - lag) * variance)).rounded(decimals: 4)
    }
  }
}
