import NeckenCore
import Testing
import TestSupport

/// The made-up tunes are the ruler for everything else, so they are measured first.
@Suite("Synthetic tunes")
struct SyntheticTuneTests {
  @Test("Clicks sound where the grid says and nowhere else")
  func clicksAreOnTheGrid() throws {
    var timing = TuneTiming(meter: .three, bpm: 110, beatShares: [0.22, 0.44, 0.34], shareSpread: 0.02)
    timing.upbeatBeats = 1
    let tune = SyntheticTune.clicks(timing, bars: 8)
    #expect(tune.grid.numbers.prefix(4) == [3, 1, 2, 3])
    #expect(tune.grid.completeBars.count == 7)
    var onsets: [Double] = []
    for index in tune.samples.indices where abs(tune.samples[index]) > 0.01 {
      let time = Double(index) / tune.sampleRate
      if time - (onsets.last ?? -1) > 0.1 { onsets.append(time) }
    }
    // A click lasts 60 ms, so a second threshold crossing within 100 ms belongs to the same one.
    #expect(onsets.count == tune.grid.count)
    #expect(zip(onsets, tune.grid.times).allSatisfy { abs($0 - $1) < 0.002 })
  }

  @Test("Uneven shares come out on average, with the spread asked for")
  func shares() throws {
    let timing = TuneTiming(meter: .three, bpm: 115, beatShares: [0.27, 0.42, 0.31], shareSpread: 0.02)
    let bars = timing.beats(bars: 400).grid.completeBars
    let first = bars.map { $0.beatShares[0] }
    let mean = first.reduce(0, +) / Double(first.count)
    let variance = first.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(first.count)
    #expect(abs(mean - 0.27) < 0.004)
    #expect(abs(variance.squareRoot() - 0.018) < 0.004)
  }

  @Test("A melody repeats its phrases, covers its form, and is the same every time")
  func melody() throws {
    var style = MelodyStyle()
    style.noise = 0
    let timing = TuneTiming(meter: .two, bpm: 120)
    let tune = SyntheticTune.melody(timing, style: style, form: TuneForm("AAB", bars: 4))
    let again = SyntheticTune.melody(timing, style: style, form: TuneForm("AAB", bars: 4))
    #expect(tune.samples == again.samples)
    #expect(tune.sections.map(\.label) == ["A", "A", "B"])
    #expect(tune.sections.map(\.firstBar) == [0, 4, 8])
    // Even bars of one second: the second A is the first one, four seconds later.
    let rate = Int(tune.sampleRate)
    let start = rate / 2 + 100
    let difference = (start..<(start + 3 * rate)).reduce(Float(0)) {
      max($0, abs(tune.samples[$1] - tune.samples[$1 + 4 * rate]))
    }
    let unlike = (start..<(start + 3 * rate)).reduce(Float(0)) {
      max($0, abs(tune.samples[$1] - tune.samples[$1 + 8 * rate]))
    }
    #expect(difference < 0.02)
    #expect(unlike > 0.2)
  }
}
