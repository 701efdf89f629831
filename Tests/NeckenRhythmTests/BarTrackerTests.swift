import NeckenCore
import NeckenEvaluation
import NeckenRhythm
import TestSupport
import Testing

/// A meter, a tempo and a pattern that a dance may have.
struct RhythmCase: Sendable, CustomTestStringConvertible {
  var name: String
  var meter: Meter
  var bpm: Double
  var shares: [Double]?
  var upbeat = 0

  var testDescription: String { name }

  var timing: TuneTiming {
    var timing = TuneTiming(meter: meter, bpm: bpm, beatShares: shares, shareSpread: 0.015)
    timing.upbeatBeats = upbeat
    timing.drift = 0.04
    timing.barJitter = 0.01
    return timing
  }

  static let all = [
    RhythmCase(name: "polka", meter: .two, bpm: 120),
    RhythmCase(name: "vals", meter: .three, bpm: 170),
    RhythmCase(name: "slow menuett with upbeat", meter: .three, bpm: 80, upbeat: 1),
    RhythmCase(name: "even polska", meter: .three, bpm: 115),
    RhythmCase(name: "short-long-medium", meter: .three, bpm: 118, shares: [0.22, 0.44, 0.34]),
    RhythmCase(name: "milder, with upbeat", meter: .three, bpm: 112, shares: [0.27, 0.42, 0.31], upbeat: 1),
    RhythmCase(name: "long-medium-short", meter: .three, bpm: 120, shares: [0.39, 0.33, 0.28]),
    RhythmCase(name: "long-long-short", meter: .three, bpm: 110, shares: [0.36, 0.36, 0.28]),
    RhythmCase(name: "hambo", meter: .three, bpm: 120, shares: [0.40, 0.30, 0.30]),
    RhythmCase(name: "a pattern no dance has", meter: .three, bpm: 120, shares: [0.30, 0.27, 0.43]),
    RhythmCase(name: "schottis", meter: .four, bpm: 150),
    RhythmCase(name: "gånglåt with upbeat", meter: .four, bpm: 84, upbeat: 1),
    RhythmCase(name: "jig", meter: .sixEight, bpm: 115),
    RhythmCase(name: "slip jig", meter: .nineEight, bpm: 120),
    RhythmCase(name: "a sarabande", meter: .three, bpm: 44),
    RhythmCase(name: "a siciliano with upbeat", meter: .sixEight, bpm: 38, upbeat: 1),
  ]
}

@Suite("Bar tracker on known beats")
struct BarTrackerTests {
  @Test("Clear activations give every beat, its number, the meter and the shares", arguments: RhythmCase.all)
  func clearActivation(_ rhythm: RhythmCase) throws {
    let (grid, end) = rhythm.timing.beats(bars: 24)
    let activation = try SimulatedListener().listen(to: grid, durationSeconds: end + 1)
    let tracked = try BarTracker().track(activation)
    let scores = BeatEvaluation.ofWholeRecording(reference: grid, estimate: tracked.grid)
    #expect(scores.beatFMeasure >= 0.99)
    #expect(scores.downbeatFMeasure ?? 0 >= 0.97)
    #expect(tracked.meters.first?.meter.beatsPerBar == rhythm.meter.beatsPerBar)
    #expect(scores.beatShareError ?? 1 < 0.012)
    #expect(tracked.steadiness > 0.8)
  }

  @Test("Shares never decide which beat is the first", arguments: 0..<3)
  func rotations(_ turns: Int) throws {
    let pattern = [0.22, 0.44, 0.34]
    let rotated = (0..<3).map { pattern[($0 + turns) % 3] }
    let (grid, end) = TuneTiming(meter: .three, bpm: 116, beatShares: rotated, shareSpread: 0.02).beats(bars: 24)
    let activation = try SimulatedListener().listen(to: grid, durationSeconds: end + 1)
    let tracked = try BarTracker().track(activation)
    let scores = BeatEvaluation.ofWholeRecording(reference: grid, estimate: tracked.grid)
    #expect(scores.downbeatFMeasure ?? 0 >= 0.97)
  }

  @Test("A loud note beside a soft beat does not draw it from where the bars around have theirs")
  func settledBars() throws {
    let (grid, end) = TuneTiming(meter: .three, bpm: 96, beatShares: [0.38, 0.33, 0.29]).beats(bars: 24)
    let clear = try SimulatedListener().listen(to: grid, durationSeconds: end + 1)
    let drawn = stride(from: 13, to: grid.count - 3, by: 15).map { $0 }  // second beats of every fifth bar
    var beat = clear.beat
    for index in drawn {
      let frame = Int((grid.times[index] * clear.framesPerSecond).rounded())
      for near in frame - 4...frame + 4 { beat[near] = min(beat[near], 0.1) }
      for (offset, height) in zip(-6 ... -4, [Float(0.3), 0.6, 0.3]) { beat[frame + offset] = height }
    }
    let activation = try Activation(
      framesPerSecond: clear.framesPerSecond, beat: beat, downbeat: clear.downbeat, source: "simulated")
    var alone = BarTracker()
    alone.configuration.shares.settledCost = 0
    func farthest(_ tracker: BarTracker) throws -> Double {
      let times = try tracker.track(activation).grid.times
      return drawn.map { index in times.map { abs($0 - grid.times[index]) }.min() ?? .infinity }.max() ?? 0
    }
    #expect(drawn.allSatisfy { grid.numbers[$0] == 2 })
    #expect(try farthest(alone) > 0.08)
    #expect(try farthest(BarTracker()) < 0.05)
  }

  @Test("Probabilities sum to one, and beats carry their activations")
  func wholeness() throws {
    let (grid, end) = TuneTiming(meter: .three, bpm: 116).beats(bars: 16)
    let tracked = try BarTracker().track(SimulatedListener().listen(to: grid, durationSeconds: end))
    #expect(abs(tracked.meters.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
    #expect(tracked.beatActivations.count == tracked.grid.count)
    let heard = zip(tracked.grid.numbers, tracked.downbeatActivations)
    let onFirst = heard.filter { $0.0 == 1 }.map { $0.1 }.sorted()
    let onOthers = heard.filter { $0.0 != 1 }.map { $0.1 }.sorted()
    #expect(onFirst[onFirst.count / 2] > 2 * onOthers[onOthers.count / 2])
    for time in tracked.artifacts.beatTimes {
      #expect(abs(time * 1000 - (time * 1000).rounded()) < 1e-6)
    }
  }
}

extension BeatEvaluation {
  /// All measures from the first beat on: made-up tunes have no count-in to skip.
  static func ofWholeRecording(reference: BeatGrid, estimate: BeatGrid) -> BeatScores {
    var configuration = Configuration()
    configuration.minBeatTimeSeconds = 0
    return evaluate(reference: reference, estimate: estimate, configuration: configuration)
  }
}
