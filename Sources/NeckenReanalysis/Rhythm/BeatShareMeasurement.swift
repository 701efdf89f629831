import NeckenCore

/// How the bar is divided among its beats: the median over complete bars, its spread, and a name.
///
/// Shares are of each bar's own length, from its downbeat, so drift of the tempo does not enter.
/// A pattern is named only where it exceeds what errors of the beat times could make and half of
/// the bars show it; otherwise it is even or undetermined. After Haugen 2016 and Misgeld et al. 2021
/// in measuring per bar; the naming rules are our own.
struct BeatShareMeasurement {
  typealias Configuration = Reanalysis.Configuration.Shares

  let configuration: Configuration

  /// `nil` without complete bars.
  func measure(_ bars: BarTable, times: [Double]) -> BeatShares? {
    guard let barSeconds = bars.medianDurationSeconds else { return nil }
    let count = bars.beatsPerBar
    var columns = Array(repeating: [Double](), count: count)
    for beat in 0..<count {
      columns[beat] = zip(bars.firstBeats, bars.durationsSeconds).map { first, duration in
        (times[first + beat + 1] - times[first + beat]) / duration
      }
    }
    let medians = columns.map { Statistics.median($0) ?? 0 }
    let spread = zip(columns, medians).map { Statistics.robustSpread($0, about: $1) }
    let sum = medians.reduce(0, +)
    let mean = medians.map { $0 / sum }
    let (pattern, agreement) = name(mean, spread: spread, columns: columns, barSeconds: barSeconds)
    return BeatShares(
      mean: mean, spread: spread, pattern: pattern, patternAgreement: agreement, barCount: bars.count)
  }

  /// Standard error of one share of one bar from the error of the beats at its two ends.
  private func shareError(barSeconds: Double) -> Double {
    2.0.squareRoot() * configuration.beatTimeErrorSeconds / barSeconds
  }

  private func name(
    _ mean: [Double], spread: [Double], columns: [[Double]], barSeconds: Double
  ) -> (SharePattern, Double) {
    let equal = 1 / Double(mean.count)
    let deviations = mean.map { $0 - equal }
    let largest = deviations.map(abs).max() ?? 0
    let error = shareError(barSeconds: barSeconds)
    let bars = columns[0].count
    let widest = max(spread.max() ?? 0, error)
    let isSignificant =
      largest > configuration.significance * Statistics.medianStandardError(spread: widest, count: bars)
    if largest <= configuration.evenTolerance || !isSignificant {
      let tolerance = configuration.evenTolerance + configuration.significance * error
      let agreement = share(ofBars: bars) { bar in
        columns.allSatisfy { abs($0[bar] - equal) <= tolerance }
      }
      return settled(.even, agreement, bars)
    }
    let energy = deviations.reduce(0) { $0 + $1 * $1 }
    let agreement = share(ofBars: bars) { bar in
      let projection = zip(columns, deviations).reduce(0) { $0 + ($1.0[bar] - equal) * $1.1 }
      return projection >= energy / 2
    }
    return settled(mean.count == 3 ? shape(mean) : .undetermined, agreement, bars)
  }

  private func settled(_ pattern: SharePattern, _ agreement: Double, _ bars: Int) -> (SharePattern, Double) {
    let isClear = bars >= configuration.minimumBars && agreement >= configuration.minimumAgreement
    return (isClear ? pattern : .undetermined, agreement)
  }

  private func share(ofBars count: Int, where predicate: (Int) -> Bool) -> Double {
    count == 0 ? 0 : Double((0..<count).count(where: predicate)) / Double(count)
  }

  /// The name of three shares that are not even: two may be equally long, or none.
  private func shape(_ shares: [Double]) -> SharePattern {
    let order = shares.indices.sorted { shares[$0] > shares[$1] }
    let (long, middle, short) = (order[0], order[1], order[2])
    let upper = shares[long] - shares[middle]
    let lower = shares[middle] - shares[short]
    if min(upper, lower) < configuration.equalTolerance {
      return upper < lower ? Self.shortAt[short] : Self.longAt[long]
    }
    return switch (long, short) {
    case (0, 1): .longShortMedium
    case (0, _): .longMediumShort
    case (1, 0): .shortLongMedium
    case (1, _): .mediumLongShort
    case (_, 0): .shortMediumLong
    default: .mediumShortLong
    }
  }

  /// One beat longer than two equal ones, by its place.
  private static let longAt: [SharePattern] = [.longShortShort, .shortLongShort, .shortShortLong]
  /// One beat shorter than two equal ones, by its place.
  private static let shortAt: [SharePattern] = [.shortLongLong, .longShortLong, .longLongShort]
}
