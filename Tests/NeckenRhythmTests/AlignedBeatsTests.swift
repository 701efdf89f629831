import Foundation
import NeckenCore
import NeckenRhythm
import TestSupport
import Testing

/// A listener whose beats are drawn towards even places, and which hears where notes begin.
@Suite("Beats are put where notes begin")
struct AlignedBeatsTests {
  private static let shares = [0.27, 0.42, 0.31]
  private static let drawn = 0.3

  /// Bars of 1.5 s, uneven as `shares`, and where the listener has them: some way towards even.
  private static func beats(bars: Int, drawn: Double) throws -> BeatGrid {
    let places = [0, shares[0], shares[0] + shares[1]].enumerated().map { $1 + drawn * (Double($0) / 3 - $1) }
    let times = (0..<bars).flatMap { bar in places.map { 0.6 + 1.5 * (Double(bar) + $0) } }
    return try BeatGrid(times: times, numbers: times.indices.map { $0 % 3 + 1 })
  }

  private static func activation(bars: Int, noteJitter: Double, notes: Double = 1, seed: UInt64) throws -> Activation {
    var listener = SimulatedListener()
    listener.jitterSeconds = 0
    listener.seed = seed
    var heard = try listener.listen(to: beats(bars: bars, drawn: drawn), durationSeconds: 1.5 * Double(bars) + 2)
    var random = SeededGenerator(seed: seed &+ 1)
    var onset = [Float](repeating: 0, count: heard.count)
    for time in try beats(bars: bars, drawn: 0).times where Double.random(in: 0..<1, using: &random) < notes {
      let centre = (time + noteJitter * random.gaussian()) * heard.framesPerSecond
      for frame in max(0, Int(centre) - 1)...Int(centre) + 2 {
        onset[frame] = max(onset[frame], Float(max(0, 1 - abs(Double(frame) - centre) / 1.5)))
      }
    }
    heard.onset = onset
    return heard
  }

  /// Largest error of a beat's share of the bar, in the median over the bars.
  private func shareError(_ grid: BeatGrid) -> Double {
    let bars = grid.numbers.indices.filter { grid.numbers[$0] == 1 && $0 + 3 < grid.count && grid.numbers[$0 + 3] == 1 }
    let errors = (0..<3).map { beat in
      let shares = bars.map { (grid.times[$0 + beat + 1] - grid.times[$0 + beat]) / (grid.times[$0 + 3] - grid.times[$0]) }.sorted()
      return abs(shares[shares.count / 2] - Self.shares[beat])
    }
    return errors.max() ?? 1
  }

  @Test("Shares become right, though each note is early or late", arguments: 0..<8)
  func shares(_ seed: Int) throws {
    let activation = try Self.activation(bars: 24, noteJitter: 0.01, seed: UInt64(seed))
    var configuration = BarTracker.Configuration()
    #expect(shareError(try BarTracker(configuration: configuration).track(activation).grid) < 0.006)
    configuration.notes.reachSeconds = 0
    #expect(shareError(try BarTracker(configuration: configuration).track(activation).grid) > 0.01)
  }

  @Test("Where few beats have a note they stay where the activation has them")
  func fewNotes() throws {
    var activation = try Self.activation(bars: 24, noteJitter: 0, notes: 0.04, seed: 3)
    var configuration = BarTracker.Configuration()
    configuration.silence.pauseSeconds = .infinity
    let moved = try BarTracker(configuration: configuration).track(activation).grid
    activation.onset = []
    let unmoved = try BarTracker(configuration: configuration).track(activation).grid
    let shared = Set(unmoved.times)
    #expect(!moved.isEmpty)
    #expect(moved.times.allSatisfy(shared.contains))
  }

  @Test("Order and number of the beats stay", arguments: 0..<8)
  func order(_ seed: Int) throws {
    var activation = try Self.activation(bars: 20, noteJitter: 0.04, seed: UInt64(seed))
    var configuration = BarTracker.Configuration()
    configuration.notes.reachSeconds = 10
    configuration.notes.fewest = 1
    let grid = try BarTracker(configuration: configuration).track(activation).grid
    configuration.notes.reachSeconds = 0
    let still = try BarTracker(configuration: configuration).track(activation).grid
    #expect(grid.numbers == still.numbers)
    #expect(zip(grid.times, grid.times.dropFirst()).allSatisfy(<))
    activation.onset = [Float](repeating: 1, count: activation.count)
    #expect(try BarTracker().track(activation).grid.count == still.count)
  }
}
