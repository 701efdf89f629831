import Foundation
import NeckenCore
import NeckenRhythm
import TestSupport
import Testing

/// What Tests/Golden/readers/make.py wrote beside ``ReaderGolden``, for the same beats.
private struct DanceGolden: Decodable {
  var absoluteTolerance: Double
  var levels: [Float]
  var attacks: [[Float]]
  /// For each of the readings.
  var scores: [[Double]]

  static func load() throws -> DanceGolden {
    try JSONDecoder().decode(
      DanceGolden.self, from: Data(contentsOf: RepositoryPaths.golden.appending(path: "readers/dance-reader.json")))
  }

  func attacks(_ beats: [Double]) -> BeatAttacks { BeatAttacks(levels: levels, framesPerSecond: 50, beats: beats) }
}

@Suite("The dance reader")
struct DanceReaderTests {
  /// In the shipped file.
  private static let networkCount = 4

  private static var weights: Data {
    get throws { try Data(contentsOf: RepositoryPaths.root.appending(path: "Models/dance-reader.bin")) }
  }

  @Test("How a beat is played equals the training's own reference")
  func attacks() throws {
    let (golden, shared) = (try DanceGolden.load(), try ReaderGolden.load())
    let found = golden.attacks(shared.beats).values
    #expect(found.count == shared.beats.count * BeatAttacks.valueCount)
    let step = shared.beats.count / 3
    for (index, expected) in golden.attacks.enumerated() {
      let row = found[index * step * BeatAttacks.valueCount..<(index * step + 1) * BeatAttacks.valueCount]
      #expect(row.count == expected.count)
      #expect((zip(row, expected).map { abs($0 - $1) }.max() ?? .infinity) < 1e-4, "beat \(index * step)")
    }
  }

  @Test("The shipped reader's answers equal a forward pass in NumPy, and depend on the bars")
  func answers() throws {
    let (golden, shared) = (try DanceGolden.load(), try ReaderGolden.load())
    let reader = try DanceReader(Self.weights)
    for (reading, expected) in zip(shared.readings, golden.scores) {
      let numbers = shared.beats.indices.map { ($0 + reading.first) % reading.beatsPerBar + 1 }
      let found = reader.scores(try shared.content(), golden.attacks(shared.beats), numbers: numbers)
      #expect(found.count == DanceReader.dances.count)
      for (found, expected) in zip(found, expected) { #expect(abs(found - expected) < golden.absoluteTolerance) }
    }
    #expect(Set(golden.scores).count == golden.scores.count)
  }

  @Test("Each network of the file is a reader by itself, and what they say is averaged")
  func networks() throws {
    let (golden, shared, weights) = (try DanceGolden.load(), try ReaderGolden.load(), try Self.weights)
    let (mark, layers) = (weights.prefix(4), weights.dropFirst(4))
    let size = layers.count / Self.networkCount
    let alone = try (0..<Self.networkCount).map { try DanceReader(mark + layers.dropFirst($0 * size).prefix(size)) }
    let numbers = shared.beats.indices.map { $0 % 3 + 1 }
    let (content, played) = (try shared.content(), golden.attacks(shared.beats))
    let said = alone.map { $0.scores(content, played, numbers: numbers) }
    #expect(Set(said).count == Self.networkCount)
    for (dance, score) in try DanceReader(weights).scores(content, played, numbers: numbers).enumerated() {
      let mean = said.reduce(0) { $0 + $1[dance] } / Double(Self.networkCount)
      #expect(abs(score - mean) < 1e-6)
    }
  }

  @Test("Without beats or levels nothing is said")
  func nothing() throws {
    let reader = try DanceReader(Self.weights)
    let quiet = try Activation(
      framesPerSecond: 50, beat: .init(repeating: 0, count: 500), downbeat: .init(repeating: 0, count: 500), source: "test")
    #expect(reader.read(.empty, in: quiet) == nil)
    let grid = try BeatGrid(times: (0..<18).map { 0.5 * Double($0) + 0.2 }, numbers: (0..<18).map { $0 % 3 + 1 })
    #expect(reader.read(grid, in: quiet) == nil)
  }

  @Test("Weights that are cut short, too long or something else are refused")
  func damaged() throws {
    let weights = try Self.weights
    #expect(throws: ReaderError.self) { try DanceReader(weights.dropLast(4)) }
    #expect(throws: ReaderError.self) { try DanceReader(weights + Data(count: 4)) }
    #expect(throws: ReaderError.unknownFormat(wanted: "NDR1")) { try DanceReader(Data("NBR3".utf8)) }
  }
}
