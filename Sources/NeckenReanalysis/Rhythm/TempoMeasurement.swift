import NeckenCore

/// Tempo from the median complete bar, or from the median beat where no bar is complete.
struct TempoMeasurement {
  /// `nil` with fewer than two beats.
  let tempo: Tempo?
  /// Mean interval from beat to beat in seconds, gaps left out; `nil` with fewer than two beats.
  let meanBeatIntervalSeconds: Double?
  /// Median interval from beat to beat in seconds; `nil` with fewer than two beats.
  let medianBeatIntervalSeconds: Double?

  private static let secondsPerMinute = 60.0

  init(_ reading: RhythmReading, bars: BarTable, gapFactor: Double = RhythmReading.Configuration().gapFactor) {
    let intervals = zip(reading.times.dropFirst(), reading.times).map { $0 - $1 }
    guard let median = Statistics.median(intervals), median > 0 else {
      tempo = nil
      meanBeatIntervalSeconds = nil
      medianBeatIntervalSeconds = nil
      return
    }
    medianBeatIntervalSeconds = median
    meanBeatIntervalSeconds = Statistics.mean(
      intervals.filter { $0 < median * gapFactor && $0 * gapFactor > median })
    let beatsPerBar = Double(max(reading.beatsPerBar, 1))
    let barSeconds = bars.medianDurationSeconds ?? median * beatsPerBar
    let barsPerMinute = Self.secondsPerMinute / barSeconds
    tempo = Tempo(beatsPerMinute: barsPerMinute * beatsPerBar, barsPerMinute: barsPerMinute)
  }
}
