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
    for first in stride(from: 0, to: count * width, by: width) {
      for part in 0..<width { means[part] += values[first + part] / Double(count) }
    }
    var centred = values
    for first in stride(from: 0, to: count * width, by: width) {
      for part in 0..<width { centred[first + part] -= means[part] }
    }
    return centred.withUnsafeBufferPointer { centred in
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
    var sums = SIMD4<Double>.zero
    let count = values.count - shift
    var index = 0
    while index + 4 <= count {
      let near = SIMD4(values[index], values[index + 1], values[index + 2], values[index + 3])
      let start = index + shift
      let far = SIMD4(values[start], values[start + 1], values[start + 2], values[start + 3])
      sums += near * far
      index += 4
    }
    var sum = sums.sum()
    while index < count {
      sum += values[index] * values[index + shift]
      index += 1
    }
    return sum
  }
}
