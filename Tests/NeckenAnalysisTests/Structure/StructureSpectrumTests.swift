import Foundation
import NeckenAnalysis
import NeckenCore
import NeckenSignal
import NeckenStructure
import TestSupport
import Testing

@Suite("Coarse spectrum and bars")
struct StructureSpectrumTests {
  static func sine(hertz: Double, seconds: Double) -> [Float] {
    (0..<Int(seconds * 22_050)).map { Float(0.5 * sin(2 * .pi * hertz * Double($0) / 22_050)) }
  }

  @Test(arguments: [57, 62, 69, 76, 88])
  func aToneIsInItsBand(note: Int) throws {
    let settings = StructureSpectrumSettings()
    let frames = try StructureSpectrum().extract(
      from: Self.sine(hertz: 440 * exp2(Double(note - 69) / 12), seconds: 1))
    let middle = Array(frames[frame: frames.frameCount / 2])
    #expect(middle.indices.max { middle[$0] < middle[$1] } == note - settings.lowestNote)
  }

  @Test(arguments: 1...5)
  func cuttingTheSignalChangesNothing(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let signal = (0..<60_000).map { _ in Float.random(in: -0.5...0.5, using: &random) }
    let whole = try StructureSpectrum().extract(from: signal)
    var extractor = try StructureSpectrum()
    var start = 0
    while start < signal.count {
      let end = min(signal.count, start + Int.random(in: 0...9000, using: &random))
      try Array(signal[start..<end]).withUnsafeBufferPointer { try extractor.consume($0) }
      start = end
    }
    #expect(try extractor.finish() == whole)
  }

  @Test func twoHoursFitInThirtyMegabytes() throws {
    let frames = try StructureSpectrum().extract(from: Self.sine(hertz: 440, seconds: 2))
    let bytesPerSecond = Double(frames.values.count * MemoryLayout<Float>.size) / 2
    #expect(bytesPerSecond * 7200 < 30e6)
  }

  @Test func cellsFollowUnevenBeats() throws {
    // One band that rises by one each frame: the mean of a cell is the frame at its middle.
    // The last bar is taken to last as long as the one before it.
    let values = (0..<200).map(Float.init)
    var frames = FrameMatrix(bandCount: 2, frameRateHz: 10)
    for value in values { frames.appendFrame { $0[0] = value; $0[1] = -value } }
    let grid = try BeatGrid(times: [1, 2, 5, 6, 7, 8, 11, 12, 13], numbers: [1, 2, 3, 1, 2, 3, 1, 2, 3])
    var aggregation = BarAggregation()
    aggregation.cellsPerBeat = 1
    let bars = try #require(try aggregation.features(from: frames, beats: grid))
    #expect(bars.barTimes == [1, 6, 11, 16])
    #expect(bars.cellsPerBar == 3)
    let middles = stride(from: 0, to: bars.values.count, by: 2).map { bars.values[$0] }
    let expected: [Float] = [15, 35, 55, 65, 75, 95, 115, 125, 145]
    for (middle, value) in zip(middles, expected) { #expect(abs(middle - value) < 0.51) }
  }

  @Test func barsWithOtherBeatsStillCount() throws {
    let frames = try StructureSpectrum().extract(from: Self.sine(hertz: 440, seconds: 14))
    let grid = try BeatGrid(
      times: (0..<13).map { 0.5 + Double($0) }, numbers: [3, 1, 2, 3, 1, 2, 1, 2, 3, 1, 2, 3, 1])
    let bars = try #require(try BarAggregation().features(from: frames, beats: grid))
    // The upbeat is left out; the last bar has one beat of three and is left out too.
    #expect(bars.barTimes == [1.5, 4.5, 6.5, 9.5, 12.5])
  }
}
