import NeckenCore
import NeckenEvaluation
import NeckenRhythm
import TestSupport
import Testing

/// A tune's pitches on known beats: eight bars twice, eight others twice, and again.
struct PhrasedPitches {
  var seed: UInt64

  /// - Parameter grid: whole bars from beat 1 on; beats before it get notes of their own.
  func content(of grid: BeatGrid, beatsPerBar: Int, durationSeconds: Double) throws -> PitchContent {
    var random = SeededGenerator(seed: seed)
    let bands = 60
    let phrase = 8 * beatsPerBar
    let strains = (0..<2).map { _ in (0..<phrase).map { _ in Int.random(in: 0..<bands, using: &random) } }
    let first = grid.numbers.firstIndex(of: 1) ?? 0
    var values = [Float](repeating: 0, count: Int(durationSeconds * 10) * bands)
    for (index, time) in grid.times.enumerated() {
      let place = index - first
      let note =
        place < 0 ? Int.random(in: 0..<bands, using: &random) : strains[place / (2 * phrase) % 2][place % phrase]
      let end = index + 1 < grid.count ? grid.times[index + 1] : time + 0.4
      for cell in Int((time * 10).rounded())..<Int((end * 10).rounded()) where (cell + 1) * bands <= values.count {
        values[cell * bands + note] += 1
        values[cell * bands + (note + 7) % bands] += 0.5
      }
    }
    return try PitchContent(cellsPerSecond: 10, bandCount: bands, values: values)
  }
}

@Suite("Repetition helps where downbeats are hard to hear")
struct RepetitionTests {
  /// Beats are clear; which of them are downbeats is not.
  private func ambiguous(_ meter: Meter, seed: UInt64) throws -> (BeatGrid, Activation) {
    var timing = TuneTiming(meter: meter, bpm: 112, shareSpread: 0.01)
    timing.seed = seed
    let (grid, end) = timing.beats(bars: 32)
    var listener = SimulatedListener()
    listener.downbeatOnFirst = 0.34
    listener.downbeatOnOthers = 0.32
    listener.downbeatSpread = 0.1
    listener.seed = seed
    var activation = try listener.listen(to: grid, durationSeconds: end + 1)
    activation.source = "network"
    activation.pitches = try PhrasedPitches(seed: seed).content(
      of: grid, beatsPerBar: meter.beatsPerBar, durationSeconds: end + 1)
    return (grid, activation)
  }

  @Test("Phrases of eight bars tell three beats from two and four, and where the bar begins")
  func meterAndPhase() throws {
    var right = 0
    var rightWithout = 0
    var downbeats = 0.0
    var downbeatsWithout = 0.0
    let seeds = UInt64(1)...12
    for seed in seeds {
      var (grid, activation) = try ambiguous(.three, seed: seed)
      let with = try BarTracker().track(activation)
      activation.pitches = nil
      let without = try BarTracker().track(activation)
      right += with.meters.first?.meter.beatsPerBar == 3 ? 1 : 0
      rightWithout += without.meters.first?.meter.beatsPerBar == 3 ? 1 : 0
      downbeats += BeatEvaluation.ofWholeRecording(reference: grid, estimate: with.grid).downbeatFMeasure ?? 0
      downbeatsWithout += BeatEvaluation.ofWholeRecording(reference: grid, estimate: without.grid).downbeatFMeasure ?? 0
    }
    #expect(right >= 11)
    #expect(right >= rightWithout)
    #expect(downbeats > downbeatsWithout)
    #expect(downbeats / Double(seeds.count) > 0.75)
  }

  @Test("Cells that are not whole are refused with the reason")
  func incomplete() {
    #expect(throws: ActivationError.cellsIncomplete(values: 61, bands: 60)) {
      try PitchContent(cellsPerSecond: 10, bandCount: 60, values: Array(repeating: 0, count: 61))
    }
    #expect(throws: ActivationError.frameRate(0)) {
      try PitchContent(cellsPerSecond: 0, bandCount: 60, values: [])
    }
  }

  @Test("Silence, one note and pitches shorter than the sound change nothing that is clear")
  func degenerate() throws {
    let timing = TuneTiming(meter: .three, bpm: 112)
    let (grid, end) = timing.beats(bars: 12)
    let plain = try SimulatedListener().listen(to: grid, durationSeconds: end)
    for values in [[], Array(repeating: Float(0), count: 600), Array(repeating: Float(1), count: 60 * 400)] {
      var activation = plain
      activation.pitches = try PitchContent(cellsPerSecond: 10, bandCount: 60, values: values)
      #expect(try BarTracker().track(activation).grid == BarTracker().track(plain).grid)
    }
  }
}
