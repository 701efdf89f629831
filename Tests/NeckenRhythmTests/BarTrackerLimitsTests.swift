import NeckenCore
import NeckenEvaluation
import NeckenRhythm
import TestSupport
import Testing

@Suite("Bar tracker where there is little to hear")
struct BarTrackerLimitsTests {
  private func noise(level: Double, frames: Int, seed: UInt64 = 5) throws -> Activation {
    var random = SeededGenerator(seed: seed)
    let beat = (0..<frames).map { _ in Float(level * Double.random(in: 0...1, using: &random)) }
    return try Activation(framesPerSecond: 50, beat: beat, downbeat: beat.map { $0 * 0.3 }, source: "noise")
  }

  @Test("Silence and noise have no beat", arguments: [0, 0.05, 0.1])
  func noBeat(_ level: Double) throws {
    let tracked = try BarTracker().track(noise(level: level, frames: 3000))
    #expect(tracked.grid.isEmpty)
    #expect(tracked.steadiness < 0.2)
    #expect(abs(tracked.meters.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
  }

  @Test("Nothing, a frame and half a second do no harm", arguments: [0, 1, 25])
  func tiny(_ frames: Int) throws {
    #expect(try BarTracker().track(noise(level: 0.02, frames: frames)).grid.isEmpty)
  }

  @Test("Silence around a tune gets no beats")
  func silenceAround() throws {
    var timing = TuneTiming(meter: .three, bpm: 120)
    timing.leadInSeconds = 12
    let (grid, end) = timing.beats(bars: 16)
    let tracked = try BarTracker().track(SimulatedListener().listen(to: grid, durationSeconds: end + 12))
    #expect(tracked.grid.count == grid.count)
    #expect(abs((tracked.grid.times.first ?? 0) - grid.times[0]) < 0.03)
  }

  @Test("Beats heard before the first note and after the last one are dropped, a last long note's are not")
  func countedOn() throws {
    var timing = TuneTiming(meter: .three, bpm: 120)
    timing.leadInSeconds = 9
    let (played, end) = timing.beats(bars: 16)
    let before = stride(from: played.times[0] - 0.5, to: 0, by: -0.5).reversed()
    let counted = Array(before) + played.times + (0..<16).map { end + 0.5 * Double($0) }
    let numbers = counted.indices.map { ($0 + 3 * counted.count - before.count) % 3 + 1 }
    var activation = try SimulatedListener().listen(
      to: try BeatGrid(times: counted, numbers: numbers), durationSeconds: end + 8)
    #expect(try BarTracker().track(activation).grid.count > counted.count - 4)
    activation.onset = [Float](repeating: 0.1, count: activation.count)
    for time in played.times.dropLast(2) { activation.onset[Int(time * 50)] = 0.8 }
    #expect(try BarTracker().track(activation).grid.count == played.count)
  }

  @Test("Beats heard on through a pause are dropped when it is long", arguments: [(2, 48), (12, 36)])
  func countedThrough(_ pauseBeats: Int, _ wanted: Int) throws {
    let (counted, end) = TuneTiming(meter: .three, bpm: 120).beats(bars: 16)
    var activation = try SimulatedListener().listen(to: counted, durationSeconds: end + 1)
    activation.onset = [Float](repeating: 0.1, count: activation.count)
    for (beat, time) in counted.times.enumerated() where !(18..<18 + pauseBeats).contains(beat) {
      activation.onset[Int(time * 50)] = 0.8
    }
    #expect(try BarTracker().track(activation).grid.count == wanted)
  }

  @Test("Where no beat is heard bars go on as long as notes do", arguments: [(true, 72), (false, 54)])
  func notesGoOn(_ playedOn: Bool, _ wanted: Int) throws {
    let (counted, end) = TuneTiming(meter: .three, bpm: 120).beats(bars: 24)
    var activation = try SimulatedListener().listen(to: counted, durationSeconds: end + 1)
    activation.onset = [Float](repeating: 0.1, count: activation.count)
    for (beat, time) in counted.times.enumerated() {
      let unheard = (27..<45).contains(beat)
      if !unheard || playedOn { activation.onset[Int(time * 50)] = 0.8 }
      guard unheard else { continue }
      for frame in Int(time * 50) - 12..<Int(time * 50) + 13 {
        activation.beat[frame] = frame == Int(time * 50) ? 0.04 : 0.01
        activation.downbeat[frame] = 0.003
      }
    }
    let tracked = try BarTracker().track(activation)
    #expect(tracked.grid.count == wanted)
    #expect(tracked.grid.times.allSatisfy { time in counted.times.contains { abs($0 - time) < 0.05 } })
  }

  @Test("A reel of two tunes with a pause has the tempo and meter of each")
  func reel() throws {
    let (first, firstEnd) = TuneTiming(meter: .three, bpm: 112, beatShares: [0.27, 0.42, 0.31]).beats(bars: 40)
    var timing = TuneTiming(meter: .two, bpm: 128)
    timing.leadInSeconds = firstEnd + 6
    let (second, end) = timing.beats(bars: 50)
    let grid = try BeatGrid(times: first.times + second.times, numbers: first.numbers + second.numbers)
    var tracker = BarTracker()
    tracker.configuration.window.seconds = 60
    let tracked = try tracker.track(SimulatedListener().listen(to: grid, durationSeconds: end + 1))
    let scores = BeatEvaluation.ofWholeRecording(reference: grid, estimate: tracked.grid)
    #expect(scores.beatFMeasure > 0.98)
    #expect(scores.downbeatFMeasure ?? 0 > 0.95)
    #expect(!tracked.grid.times.contains { $0 > firstEnd + 0.5 && $0 < firstEnd + 5.5 })
  }

  @Test("The last pass keeps the chosen reading's bar lines as far as their weight goes", arguments: [(Float(0), 4), (20, 3)])
  func chosenLines(_ weight: Float, _ wanted: Int) throws {
    let (grid, end) = TuneTiming(meter: .four, bpm: 120).beats(bars: 24)
    var tracker = BarTracker()
    // Whatever is heard, a reading in three is chosen.
    tracker.configuration.choice.curveWeights.three = 50
    tracker.configuration.choice.lineWeight = weight
    let tracked = try tracker.track(SimulatedListener().listen(to: grid, durationSeconds: end + 1))
    #expect(tracked.grid.numbers.max() == wanted)
  }

  @Test("Windows do not change what one window finds")
  func windows() throws {
    let timing = TuneTiming(meter: .three, bpm: 118, beatShares: [0.24, 0.42, 0.34], shareSpread: 0.015)
    let (grid, end) = timing.beats(bars: 200)
    let activation = try SimulatedListener().listen(to: grid, durationSeconds: end + 1)
    var windowed = BarTracker()
    windowed.configuration.window.seconds = 50
    let whole = try BarTracker().track(activation).grid
    #expect(try windowed.track(activation).grid.times == whole.times)
    #expect(whole.count == grid.count)
  }

  @Test("A cancelled task stops")
  func cancellation() async throws {
    let activation = try noise(level: 0.3, frames: 6000)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try BarTracker().track(activation)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("Hints narrow the search")
  func hints() throws {
    let (grid, end) = TuneTiming(meter: .two, bpm: 140).beats(bars: 40)
    let activation = try SimulatedListener().listen(to: grid, durationSeconds: end)
    let asFour = try BarTracker().track(activation, hints: RhythmHints(meter: .four))
    #expect(asFour.meters.map(\.meter.beatsPerBar) == [4])
    #expect(asFour.grid.numbers.max() == 4)
    let slow = try BarTracker().track(activation, hints: RhythmHints(tempoRangeBpm: 60...80))
    #expect(abs(Double(slow.grid.count) - Double(grid.count) / 2) <= 2)
    let polska = try BarTracker().track(activation, hints: RhythmHints(dance: .polska))
    #expect(polska.ternaryConfidence == 1)
    let jig = try BarTracker().track(activation, hints: RhythmHints(dance: .jig))
    #expect(jig.meters == [MeterHypothesis(meter: .sixEight, probability: 1)])
    #expect(jig.dividingPulses(byOnsets: jig.grid.times).meters == jig.meters)
  }

  @Test("Activations no listener can mean are refused")
  func refusals() {
    #expect(throws: ActivationError.incomplete("downbeat activation", count: 0, expected: 1)) {
      try Activation(framesPerSecond: 50, beat: [0], downbeat: [], source: "x")
    }
    #expect(throws: ActivationError.notFinite(frame: 1)) {
      try Activation(framesPerSecond: 50, beat: [0, .nan], downbeat: [0, 0], source: "x")
    }
    #expect(throws: ActivationError.incomplete("onset activation", count: 1, expected: 2)) {
      try Activation(framesPerSecond: 50, beat: [0, 0], downbeat: [0, 0], source: "x", onset: [0])
    }
    #expect(throws: ActivationError.frameRate(0)) {
      try Activation(framesPerSecond: 0, beat: [], downbeat: [], source: "x")
    }
  }
}
