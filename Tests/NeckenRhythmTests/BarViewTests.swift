import Foundation
import NeckenCore
import NeckenRhythm
import TestSupport
import Testing

@Suite("The longer view as evidence for bars")
struct BarViewTests {
  private let padding = 60
  private let framesPerSecond = 50.0

  @Test("What a bar gains equals sums written out", arguments: [2, 3, 4])
  func sums(beats: Int) throws {
    var generator = SeededGenerator(seed: UInt64(beats))
    let steps = 120
    let overview = try BarOverview(
      stepsPerSecond: 25, values: (0..<steps * BarOverview.valueCount).map { _ in Float.random(in: -9...0, using: &generator) })
    // The window begins before the recording and ends after it.
    let frames = 20..<340
    var configuration = BarTracker.Configuration.View()
    configuration.stateWeight = 0.7
    configuration.paceWeight = 0.4
    let view = BarView(
      overview, frames: frames, padding: padding, framesPerSecond: framesPerSecond, configuration: configuration)
    let (length, count) = (71, 249)
    var found = [Float](repeating: 1, count: count + 32)
    found.withUnsafeMutableBufferPointer { found in
      if let base = found.baseAddress { view.add(beats: beats, length: length, count: count, to: base) }
    }

    func value(_ frame: Int, _ place: Int) -> Float {
      let step = (frame - padding) / 2
      return frame >= padding && step < steps ? overview.values[step * BarOverview.valueCount + place] : .nan
    }
    let pace = BarOverview.pace(seconds: Double(length) / Double(beats) / framesPerSecond)
    for start in stride(from: 0, to: count, by: 13) {
      var expected: Float = 1
      for number in 1...beats {
        let first = Int((Double(length * (number - 1)) / Double(beats)).rounded())
        let last = Int((Double(length * number) / Double(beats)).rounded())
        let state = try #require(BarOverview.state(number, of: beats))
        let beliefs = (first..<last).map { value(frames.lowerBound + start + $0, state) }.filter { !$0.isNaN }
        expected += 0.7 * beliefs.reduce(0) { $0 + $1 - configuration.usualState } / Float(last - first)
      }
      for (place, part) in [(pace.low, 1 - pace.part), (pace.low + 1, pace.part)] {
        let beliefs = (0..<length)
          .map { value(frames.lowerBound + start + $0, BarOverview.stateCount + place) }.filter { !$0.isNaN }
        expected += 0.4 * part * Float(beats) * beliefs.reduce(0) { $0 + $1 - configuration.usualPace } / Float(length)
      }
      #expect(abs(found[start] - expected) < 1e-3, "bar at \(start)")
    }
  }

  @Test("A view that knows where bars begin moves the bar lines of a tune without accents")
  func barLines() throws {
    // Beats of .5 s, none louder; the view says that the second of every three begins a bar.
    let seconds = 40
    let beat = (0..<seconds * 50).map { $0 % 25 == 0 ? Float(0.9) : 0.02 }
    var values = [Float](repeating: -6, count: seconds * 25 * BarOverview.valueCount)
    for step in 0..<seconds * 25 {
      let number = (step * 2 / 25 + 2) % 3 + 1
      values[step * BarOverview.valueCount + (BarOverview.state(number, of: 3) ?? 0)] = -0.05
      values[step * BarOverview.valueCount + BarOverview.stateCount + BarOverview.pace(seconds: 0.5).low] = -0.3
    }
    let activation = try Activation(
      framesPerSecond: 50, beat: beat, downbeat: beat.map { $0 / 3 }, source: "made up",
      overview: BarOverview(stepsPerSecond: 25, values: values))
    let rhythm = try BarTracker().track(activation)
    let downbeats = rhythm.grid.downbeatTimes
    #expect(downbeats.count > 20)
    #expect(downbeats.allSatisfy { abs(($0 - 0.5).remainder(dividingBy: 1.5)) < 0.05 })
  }
}
