import Foundation
package import NeckenCore

/// When the beats of a made-up tune fall, exactly.
package struct TuneTiming: Sendable {
  /// Beats in a bar and pulses in a beat.
  package var meter = Meter.three
  /// Beats a minute over the whole tune; with uneven beats their mean.
  package var bpm = 120.0
  /// Each beat's share of the bar; `nil` for even beats. Normalised to sum 1.
  package var beatShares: [Double]?
  /// Standard deviation of each share from bar to bar, in shares of the bar.
  package var shareSpread = 0.0
  /// Largest relative change of the bar's length, as one slow wave over 24 bars.
  package var drift = 0.0
  /// Relative standard deviation of single bar lengths.
  package var barJitter = 0.0
  /// Beats before the first whole bar.
  package var upbeatBeats = 0
  /// Silence before the first beat, in seconds.
  package var leadInSeconds = 0.5
  /// Silence after the last beat has ended, in seconds.
  package var tailSeconds = 0.5
  package var seed: UInt64 = 1

  package init() {}

  /// A timing with the values that matter most; the others can be set afterwards.
  package init(meter: Meter, bpm: Double, beatShares: [Double]? = nil, shareSpread: Double = 0) {
    self.meter = meter
    self.bpm = bpm
    self.beatShares = beatShares
    self.shareSpread = shareSpread
  }

  /// The beats of so many whole bars, and where the last one ends.
  package func beats(bars: Int) -> (grid: BeatGrid, endSeconds: Double) {
    var random = SeededGenerator(seed: seed)
    let count = meter.beatsPerBar
    let shares = normalised(beatShares ?? Array(repeating: 1, count: count))
    precondition(shares.count == count, "one share for each beat of the bar")
    let barSeconds = Double(count) * 60 / bpm
    var times: [Double] = []
    var numbers: [Int] = []
    var now = leadInSeconds
    for beat in (count - upbeatBeats)..<count {
      times.append(now)
      numbers.append(beat + 1)
      now += shares[beat] * barSeconds
    }
    for bar in 0..<bars {
      let wave = 1 + drift * sin(2 * .pi * Double(bar) / 24)
      let length = barSeconds * wave * (1 + barJitter * random.gaussian())
      let varied = normalised(shares.map { max($0 + shareSpread * random.gaussian(), 0.1) })
      for beat in 0..<count {
        times.append(now)
        numbers.append(beat + 1)
        now += varied[beat] * length
      }
    }
    // Times increase and numbers count from 1 by construction.
    let grid = (try? BeatGrid(times: times, numbers: numbers)) ?? .empty
    return (grid, now)
  }

  private func normalised(_ shares: [Double]) -> [Double] {
    let sum = shares.reduce(0, +)
    return shares.map { $0 / sum }
  }
}

extension SeededGenerator {
  /// A draw from the standard normal distribution (Box and Muller).
  package mutating func gaussian() -> Double {
    let radius = (-2 * log(Double.random(in: 1e-12..<1, using: &self))).squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }
}
