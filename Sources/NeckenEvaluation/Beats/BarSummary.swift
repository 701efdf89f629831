import NeckenCore

/// What a beat grid says of tempo, meter and beat shares, for comparison with another grid.
struct BarSummary {
  /// Beats per minute over the median complete bar; over the median beat where no bar is complete.
  var tempoBpm: Double?
  /// The commonest number of beats in the complete bars, the smaller of two equally common.
  var beatsPerBar: Int?
  /// Median share of each beat over the complete bars of `beatsPerBar` beats, rescaled to sum 1.
  var beatShares: [Double]?

  init(_ grid: BeatGrid) {
    let bars = grid.completeBars
    let beatSeconds =
      Statistics.median(bars.map { $0.durationSeconds / Double($0.beatsPerBar) })
      ?? Statistics.median(grid.intervalsSeconds)
    tempoBpm = beatSeconds.map { 60 / $0 }

    let counts = Dictionary(bars.map { ($0.beatsPerBar, 1) }, uniquingKeysWith: +)
    beatsPerBar = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key

    guard let beatsPerBar else { return }
    let shares = bars.filter { $0.beatsPerBar == beatsPerBar }.map(\.beatShares)
    let medians = (0..<beatsPerBar).compactMap { beat in Statistics.median(shares.map { $0[beat] }) }
    let sum = medians.reduce(0, +)
    beatShares = medians.map { $0 / sum }
  }

  /// Largest difference of any beat's share; `nil` when the bars cannot be compared.
  func shareError(against reference: BarSummary) -> Double? {
    guard let beatShares, let expected = reference.beatShares, beatShares.count == expected.count else {
      return nil
    }
    return zip(beatShares, expected).map { abs($0 - $1) }.max()
  }
}
