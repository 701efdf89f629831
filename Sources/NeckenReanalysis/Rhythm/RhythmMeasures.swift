import NeckenCore

/// All that is measured on beats, bars and onsets.
struct RhythmMeasures {
  let tempo: Tempo?
  let meanBeatIntervalSeconds: Double?
  let bars: BarTable
  let shares: BeatShares?
  let divided: DividedBeats
  let swing: Swing
  /// Relative change of length from bar to bar (``BarTable/jitter(minimumPairs:)``).
  let barJitter: Double?
  /// Mean energy at each beat of the bar over the mean of all, minus 1; `nil` without energies or bars.
  let accents: [Double]?

  init(_ reading: RhythmReading, configuration: Reanalysis.Configuration, warnings: inout [String]) {
    bars = reading.bars
    let measured = TempoMeasurement(reading, bars: bars, gapFactor: configuration.rhythm.gapFactor)
    tempo = measured.tempo
    meanBeatIntervalSeconds = measured.meanBeatIntervalSeconds
    shares = BeatShareMeasurement(configuration: configuration.shares).measure(bars, times: reading.times)
    divided = DividedBeats(
      reading, medianBeatIntervalSeconds: measured.medianBeatIntervalSeconds, configuration: configuration.swing)
    swing = SwingMeasurement(configuration: configuration.swing).measure(divided)
    barJitter = bars.jitter(minimumPairs: configuration.rhythm.minimumBarPairs)
    accents = Self.accents(reading, bars)
    guard !reading.isEmpty else { return }
    if shares == nil {
      warnings.append("No complete bar: beat shares, accents and scores of the bar are missing")
    } else if barJitter == nil {
      warnings.append("Too few bars in a row: stability of the tempo is missing")
    }
    if swing.ratio == nil {
      warnings.append("Too few beats with one clear onset in the middle: no swing ratio")
    }
  }

  private static func accents(_ reading: RhythmReading, _ bars: BarTable) -> [Double]? {
    guard let energies = reading.energies, !bars.isEmpty else { return nil }
    var sums = Array(repeating: 0.0, count: bars.beatsPerBar)
    for first in bars.firstBeats {
      for beat in sums.indices { sums[beat] += energies[first + beat] }
    }
    guard let mean = Statistics.mean(sums), mean > 0 else { return nil }
    return sums.map { $0 / mean - 1 }
  }
}
