import Foundation
import NeckenCore
import NeckenEvaluation
import TestSupport
import Testing

@Suite("Beat evaluation of whole grids")
struct BeatEvaluationTests {
  /// Bars of equal length, each divided by the shares.
  static func grid(bars: Int, barSeconds: Double, shares: [Double], start: Double = 0.5) throws -> BeatGrid {
    var times: [Double] = []
    var numbers: [Int] = []
    for bar in 0..<bars {
      var time = start + Double(bar) * barSeconds
      for (beat, share) in shares.enumerated() {
        times.append(time)
        numbers.append(beat + 1)
        time += share * barSeconds
      }
    }
    return try BeatGrid(times: times, numbers: numbers)
  }

  static let even = [1.0 / 3, 1.0 / 3, 1.0 / 3]

  @Test func sameGridIsPerfect() throws {
    let grid = try Self.grid(bars: 20, barSeconds: 1.5, shares: [0.25, 0.42, 0.33])
    let scores = BeatEvaluation.evaluate(reference: grid, estimate: grid)
    #expect(scores.beatFMeasure == 1)
    #expect(scores.downbeatFMeasure == 1)
    #expect(scores.correctLevelContinuous == 1)
    #expect(abs(scores.informationGain - 1) < 1e-12)
    #expect(scores.tempoAccuracy1 == 1)
    #expect(scores.meterAccuracy == 1)
    #expect(scores.beatShareError == 0)
  }

  @Test func shiftedBarLineKeepsBeatsButLosesDownbeats() throws {
    let grid = try Self.grid(bars: 20, barSeconds: 1.5, shares: Self.even)
    let shifted = try BeatGrid(times: grid.times, numbers: grid.numbers.map { $0 % 3 + 1 })
    let scores = BeatEvaluation.evaluate(reference: grid, estimate: shifted)
    #expect(scores.beatFMeasure == 1)
    #expect(scores.downbeatFMeasure == 0)
    #expect(scores.meterAccuracy == 1)
  }

  @Test func tempoOfUnevenBarsIsThatOfTheBar() throws {
    let reference = try Self.grid(bars: 20, barSeconds: 1.5, shares: [0.22, 0.44, 0.34])
    let estimate = try Self.grid(bars: 20, barSeconds: 1.5, shares: Self.even)
    let scores = BeatEvaluation.evaluate(reference: reference, estimate: estimate)
    #expect(scores.tempoAccuracy1 == 1)
    let error = try #require(scores.beatShareError)
    #expect(abs(error - (1.0 / 3 - 0.22)) < 1e-9)
  }

  @Test func doubleTempoIsRightOnlyAtAnyLevel() throws {
    let reference = try Self.grid(bars: 20, barSeconds: 1.5, shares: Self.even)
    let estimate = try Self.grid(bars: 40, barSeconds: 0.75, shares: Self.even)
    let scores = BeatEvaluation.evaluate(reference: reference, estimate: estimate)
    #expect(scores.tempoAccuracy1 == 0)
    #expect(scores.tempoAccuracy2 == 1)
    #expect(scores.anyLevelTotal > 0.95)
    #expect(scores.correctLevelTotal < 0.1)
  }

  @Test func otherMeterIsWrongAndSharesAreNotCompared() throws {
    let reference = try Self.grid(bars: 20, barSeconds: 1.5, shares: Self.even)
    let estimate = try Self.grid(bars: 15, barSeconds: 2, shares: [0.25, 0.25, 0.25, 0.25])
    let scores = BeatEvaluation.evaluate(reference: reference, estimate: estimate)
    #expect(scores.beatFMeasure == 1)
    #expect(scores.meterAccuracy == 0)
    #expect(scores.ternaryAccuracy == 0)
    #expect(scores.beatShareError == nil)
  }

  @Test func nothingFoundScoresZeroAndNothingAnnotatedIsNotJudged() throws {
    let grid = try Self.grid(bars: 20, barSeconds: 1.5, shares: Self.even)
    let missed = BeatEvaluation.evaluate(reference: grid, estimate: .empty)
    #expect(missed.beatFMeasure == 0)
    #expect(missed.downbeatFMeasure == 0)
    #expect(missed.tempoAccuracy2 == 0)
    #expect(missed.meterAccuracy == 0)
    let invented = BeatEvaluation.evaluate(reference: .empty, estimate: grid)
    #expect(invented.beatFMeasure == 0)
    #expect(invented.downbeatFMeasure == nil)
    #expect(invented.tempoAccuracy1 == nil)
    #expect(invented.meterAccuracy == nil)
  }

  @Test func trimmingIsAParameter() throws {
    let reference = try BeatGrid(times: [1, 2, 3, 6, 7], numbers: [1, 2, 3, 1, 2])
    let estimate = try BeatGrid(times: [6, 7], numbers: [1, 2])
    var configuration = BeatEvaluation.Configuration()
    #expect(BeatEvaluation.evaluate(reference: reference, estimate: estimate).beatFMeasure == 1)
    configuration.minBeatTimeSeconds = 0
    let untrimmed = BeatEvaluation.evaluate(
      reference: reference, estimate: estimate, configuration: configuration)
    #expect(abs(untrimmed.beatFMeasure - 4.0 / 7) < 1e-12)
  }

  @Test func meanLeavesOutWhatWasNotJudged() throws {
    let grid = try Self.grid(bars: 20, barSeconds: 1.5, shares: Self.even)
    let right = BeatEvaluation.evaluate(reference: grid, estimate: grid)
    let unjudged = BeatEvaluation.evaluate(reference: .empty, estimate: grid)
    let mean = try #require(BeatScores.mean(of: [right, unjudged]))
    #expect(mean.beatFMeasure == 0.5)
    #expect(mean.downbeatFMeasure == 1)
    #expect(BeatScores.mean(of: []) == nil)
  }

  @Test func foldersArePairedByName() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "necken-evaluation-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let references = root.appending(path: "reference")
    let estimates = root.appending(path: "estimate")
    for folder in [references, estimates] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let grid = try Self.grid(bars: 20, barSeconds: 1.5, shares: Self.even)
    for name in ["a", "b", "c"] {
      try BeatFile.write(grid, to: references.appending(path: "\(name).beats"))
    }
    try BeatFile.write(grid, to: estimates.appending(path: "a.txt"))
    try Data("1.0\tx\n".utf8).write(to: estimates.appending(path: "b.beats"))
    let report = try BeatEvaluation.evaluate(referenceDirectory: references, estimateDirectory: estimates)
    #expect(report.files.map(\.name) == ["a"])
    #expect(report.missing == ["c"])
    #expect(report.failures.map(\.name) == ["b"])
    #expect(report.failures.first?.reason.contains("row 1") == true)
    #expect(report.mean?.beatFMeasure == 1)
  }
}
