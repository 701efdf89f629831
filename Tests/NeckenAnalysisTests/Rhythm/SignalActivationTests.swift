import NeckenAnalysis
import NeckenCore
import NeckenEvaluation
import NeckenRhythm
import NeckenSignal
import TestSupport
import Testing

/// From sound to beats without a network, on audio whose beats are known exactly.
@Suite("Signal activation")
struct SignalActivationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var meter: Meter
    var bpm: Double
    var shares: [Double]?
    var upbeat = 0
    var testDescription: String { name }

    var timing: TuneTiming {
      var timing = TuneTiming(meter: meter, bpm: bpm, beatShares: shares, shareSpread: 0.01)
      timing.upbeatBeats = upbeat
      timing.drift = 0.03
      return timing
    }
  }

  static let cases = [
    Case(name: "2", meter: .two, bpm: 120),
    Case(name: "3", meter: .three, bpm: 170),
    Case(name: "3 slower", meter: .three, bpm: 115),
    Case(name: "4", meter: .four, bpm: 150),
    Case(name: "4 with upbeat", meter: .four, bpm: 84, upbeat: 1),
    Case(name: "6 pulses", meter: .sixEight, bpm: 115),
    Case(name: "9 pulses", meter: .nineEight, bpm: 120),
    Case(name: "short-long-medium", meter: .three, bpm: 118, shares: [0.22, 0.44, 0.34]),
    Case(name: "milder, with upbeat", meter: .three, bpm: 112, shares: [0.27, 0.42, 0.31], upbeat: 1),
    Case(name: "long-medium-short", meter: .three, bpm: 120, shares: [0.39, 0.33, 0.28]),
  ]

  private func scores(_ tune: SyntheticTune) throws -> BeatScores {
    let tracked = try BarTracker().track(SignalActivation().extract(from: tune.samples))
    var configuration = BeatEvaluation.Configuration()
    configuration.minBeatTimeSeconds = 0
    return BeatEvaluation.evaluate(reference: tune.grid, estimate: tracked.grid, configuration: configuration)
  }

  @Test("Clicks with accents: beats, bars and shares of every bar length", arguments: cases)
  func clicks(_ rhythm: Case) throws {
    let scores = try scores(.clicks(rhythm.timing, bars: 24))
    #expect(scores.beatFMeasure >= 0.97)
    #expect(scores.downbeatFMeasure ?? 0 >= 0.95)
    #expect(scores.meterAccuracy == 1)
    #expect(scores.beatShareError ?? 1 < 0.02)
  }

  @Test("A fiddle tune with foot taps", arguments: [cases[2], cases[0]])
  func footTaps(_ rhythm: Case) throws {
    var style = MelodyStyle()
    style.footTaps = .everyBeat
    style.seed = 4
    let scores = try scores(.melody(rhythm.timing, style: style))
    #expect(scores.beatFMeasure >= 0.85)
  }

  @Test("Steady noise has no beat")
  func noise() throws {
    var random = SeededGenerator(seed: 3)
    let noise = (0..<22_050 * 20).map { _ in Float.random(in: -0.3...0.3, using: &random) }
    #expect(try BarTracker().track(SignalActivation().extract(from: noise)).grid.isEmpty)
  }

  @Test("Level does not matter, nor how the signal is cut into blocks")
  func invariance() throws {
    let tune = SyntheticTune.clicks(TuneTiming(meter: .three, bpm: 120), bars: 8)
    let whole = try SignalActivation().extract(from: tune.samples)
    let quiet = try SignalActivation().extract(from: tune.samples.map { $0 * 0.05 })
    var largest: Float = 0
    for (left, right) in zip(whole.beat, quiet.beat) { largest = max(largest, abs(left - right)) }
    #expect(largest < 0.05)
    var pieces = try SignalActivation()
    try tune.samples.withUnsafeBufferPointer { samples in
      for start in stride(from: 0, to: samples.count, by: 777) {
        try pieces.consume(UnsafeBufferPointer(rebasing: samples[start..<min(start + 777, samples.count)]))
      }
    }
    #expect(try pieces.finish() == whole)
  }

  @Test("Nothing and silence are heard as nothing", arguments: [0, 1, 22_050])
  func silence(_ count: Int) throws {
    let activation = try SignalActivation().extract(from: [Float](repeating: 0, count: count))
    #expect(activation.beat.allSatisfy { $0 == 0 })
  }
}
