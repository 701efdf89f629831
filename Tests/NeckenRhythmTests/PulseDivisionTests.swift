import NeckenCore
import NeckenRhythm
import TestSupport
import Testing

@Suite("Pulses of a beat")
struct PulseDivisionTests {
  private func probability(_ timing: TuneTiming, swing: Double = 1, seed: UInt64) -> Double {
    var style = MelodyStyle()
    style.seed = seed
    style.swing = swing
    let tune = SyntheticTune.melody(timing, style: style, sampleRate: 4000)
    var random = SeededGenerator(seed: seed)
    let onsets = tune.onsetsSeconds.map { $0 + 0.012 * random.gaussian() }.sorted()
    return PulseDivision().compoundProbability(grid: tune.grid, onsetsSeconds: onsets)
  }

  @Test("Jigs and slip jigs divide in three", arguments: [Meter.sixEight, .nineEight], [1, 2, 3])
  func compound(_ meter: Meter, _ seed: UInt64) {
    #expect(probability(TuneTiming(meter: meter, bpm: 115), seed: seed) > 0.9)
  }

  @Test("Polskas, polkas and swung schottis do not", arguments: [1.0, 1.7, 2.0], [1, 2, 3])
  func simple(_ swing: Double, _ seed: UInt64) {
    #expect(probability(TuneTiming(meter: .two, bpm: 120), swing: swing, seed: seed) < 0.3)
    let uneven = TuneTiming(meter: .three, bpm: 115, beatShares: [0.24, 0.43, 0.33], shareSpread: 0.02)
    #expect(probability(uneven, swing: swing, seed: seed) < 0.3)
  }

  @Test("Without notes between the beats the prior remains")
  func nothing() throws {
    let grid = TuneTiming(meter: .two, bpm: 120).beats(bars: 8).grid
    let probability = PulseDivision().compoundProbability(grid: grid, onsetsSeconds: grid.times)
    #expect(abs(probability - PulseDivision.Configuration().prior) < 1e-9)
  }

  @Test("Dividing keeps the sum and the ternary confidence")
  func dividing() throws {
    let (grid, end) = TuneTiming(meter: .nineEight, bpm: 115).beats(bars: 16)
    let tracked = try BarTracker().track(SimulatedListener().listen(to: grid, durationSeconds: end))
    var onsets: [Double] = []
    for (start, next) in zip(grid.times, grid.times.dropFirst()) {
      for third in 0..<3 { onsets.append(start + Double(third) / 3 * (next - start)) }
    }
    let divided = tracked.dividingPulses(byOnsets: onsets)
    #expect(divided.meters.first?.meter == .nineEight)
    #expect(abs(divided.ternaryConfidence - tracked.ternaryConfidence) < 1e-9)
    #expect(abs(divided.meters.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
  }
}
