import Foundation
import NeckenCore
import NeckenRhythm
import TestSupport

/// What a listener of a given quality would make of known beats: peaks that are a little off, that
/// differ in height, that are missing or false, and a noise floor.
struct SimulatedListener {
  var framesPerSecond = 50.0
  /// Mean height of a beat's peak, and how much it varies.
  var height = 0.8
  var heightSpread = 0.15
  /// Standard deviation of a peak's place, in seconds.
  var jitterSeconds = 0.008
  /// Part of the beats that is not heard.
  var missing = 0.0
  /// Part of the beats with a false peak half-way to the next, and its height.
  var falsePeaks = 0.0
  var falseHeight = 0.4
  /// Height of the downbeat activation on downbeats and on other beats, relative to the beat's.
  var downbeatOnFirst = 0.75
  var downbeatOnOthers = 0.15
  var downbeatSpread = 0.15
  var floor = 0.02
  var seed: UInt64 = 1

  func listen(to grid: BeatGrid, durationSeconds: Double) throws -> Activation {
    var random = SeededGenerator(seed: seed)
    let count = Int(durationSeconds * framesPerSecond)
    var beat = (0..<count).map { _ in Float(floor * Double.random(in: 0...1, using: &random)) }
    var downbeat = beat.map { $0 * 0.3 }
    func add(_ height: Double, at seconds: Double, to values: inout [Float]) {
      let centre = seconds * framesPerSecond
      for frame in max(0, Int(centre) - 4)..<min(count, Int(centre) + 6) {
        let distance = (Double(frame) - centre) / 1.1
        values[frame] = max(values[frame], Float(height * exp(-distance * distance / 2)))
      }
    }
    for (index, time) in grid.times.enumerated() {
      let next = index + 1 < grid.count ? grid.times[index + 1] : durationSeconds
      if Double.random(in: 0..<1, using: &random) < falsePeaks {
        add(falseHeight, at: (time + next) / 2, to: &beat)
      }
      if Double.random(in: 0..<1, using: &random) < missing { continue }
      let place = time + jitterSeconds * random.gaussian()
      let loudness = min(max(height + heightSpread * random.gaussian(), 0.05), 0.98)
      let share = (grid.numbers[index] == 1 ? downbeatOnFirst : downbeatOnOthers) + downbeatSpread * random.gaussian()
      add(loudness, at: place, to: &beat)
      add(loudness * min(max(share, 0.01), 1), at: place, to: &downbeat)
    }
    return try Activation(framesPerSecond: framesPerSecond, beat: beat, downbeat: downbeat, source: "simulated")
  }
}
