/// The complete bars of a recording, as indices into its beats.
struct BarTable: Sendable {
  let beatsPerBar: Int
  /// Index of the downbeat of each complete bar.
  private(set) var firstBeats: [Int] = []
  /// Length of each complete bar in seconds.
  private(set) var durationsSeconds: [Double] = []

  /// Bars from a beat numbered 1 to the next, with beats numbered 2…`beatsPerBar` between.
  init(times: [Double], numbers: [Int], beatsPerBar: Int) {
    self.beatsPerBar = beatsPerBar
    guard beatsPerBar >= 1 else { return }
    firstBeats.reserveCapacity(times.count / beatsPerBar)
    durationsSeconds.reserveCapacity(times.count / beatsPerBar)
    var index = 0
    while index + beatsPerBar < times.count {
      var isBar = numbers[index + beatsPerBar] == 1
      for beat in 0..<beatsPerBar where numbers[index + beat] != beat + 1 { isBar = false }
      if isBar {
        firstBeats.append(index)
        durationsSeconds.append(times[index + beatsPerBar] - times[index])
      }
      index += isBar ? beatsPerBar : 1
    }
  }

  var count: Int { firstBeats.count }
  var isEmpty: Bool { firstBeats.isEmpty }
  var medianDurationSeconds: Double? { Statistics.median(durationsSeconds) }

  /// Robust standard deviation of the change from one bar's length to the next bar's, relative:
  /// 0 = click track, about .01–.05 = people. `nil` with fewer than `minimumCount` pairs.
  ///
  /// Each log-ratio of neighbours carries the jitter of two bars, hence the √2; slow drift of the
  /// tempo hardly enters.
  func jitter(minimumPairs: Int) -> Double? {
    var changes: [Double] = []
    for bar in firstBeats.indices.dropLast() where firstBeats[bar + 1] == firstBeats[bar] + beatsPerBar {
      changes.append((durationsSeconds[bar + 1] - durationsSeconds[bar]) / durationsSeconds[bar])
    }
    guard changes.count >= minimumPairs else { return nil }
    return Statistics.robustSpread(changes, about: 0) / 2.0.squareRoot()
  }
}
