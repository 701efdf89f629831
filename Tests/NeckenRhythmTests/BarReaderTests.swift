import Foundation
import NeckenCore
import NeckenRhythm
import TestSupport
import Testing

/// What Tests/Golden/readers/make.py wrote.
struct ReaderGolden: Decodable {
  var absoluteTolerance: Float
  var cellsPerSecond: Double
  var cells: [Float]
  var novelty: [Float]
  var beats: [Double]
  var values: [[Float]]
  var activations: [[Float]]
  var overview: [Float]
  var answers: [[Float]]
  var terms: ReadingTerms
  var readings: [Reading]
  var logOdds: [Double]

  struct Reading: Decodable {
    var beatsPerBar: Int
    /// The number of the first beat, from 0.
    var first: Int
  }

  static func load() throws -> ReaderGolden {
    try JSONDecoder().decode(
      ReaderGolden.self, from: Data(contentsOf: RepositoryPaths.golden.appending(path: "readers/bar-reader.json")))
  }

  func content() throws -> BeatwiseContent {
    let activation = try Activation(
      framesPerSecond: 50, beat: activations[0], downbeat: activations[1], source: "golden",
      pitches: PitchContent(cellsPerSecond: cellsPerSecond, bandCount: BeatwiseContent.bandCount, values: cells),
      novelty: novelty, overview: BarOverview(stepsPerSecond: 25, values: overview))
    return try #require(BeatwiseSource(activation)).content(of: beats)
  }
}

@Suite("The bar reader")
struct BarReaderTests {
  private static var weights: Data {
    get throws { try Data(contentsOf: RepositoryPaths.root.appending(path: "Models/bar-reader.bin")) }
  }

  @Test("What a beat holds equals the training's own reference")
  func content() throws {
    let golden = try ReaderGolden.load()
    let content = try golden.content()
    #expect(content.count == golden.beats.count)
    let step = golden.beats.count / 3
    for (index, expected) in golden.values.enumerated() {
      let beat = index * step
      let found =
        content.notes[beat * BeatwiseContent.noteCount..<(beat + 1) * BeatwiseContent.noteCount]
        + content.others[beat * BeatwiseContent.otherCount..<(beat + 1) * BeatwiseContent.otherCount]
      #expect(found.count == expected.count)
      let furthest = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
      #expect(furthest < 1e-4, "beat \(beat)")
    }
  }

  @Test("The shipped reader's answers equal a forward pass in NumPy")
  func answers() throws {
    let golden = try ReaderGolden.load()
    let answers = try BarReader(Self.weights).read(golden.content()).answers
    #expect(answers.count == golden.answers.count)
    for (found, expected) in zip(answers, golden.answers) {
      #expect(abs(found.isFirst - expected[0]) < golden.absoluteTolerance)
      #expect(abs(found.isOwn - expected[1]) < golden.absoluteTolerance)
    }
  }

  @Test("The shipped reader's judgements of readings equal a forward pass in NumPy")
  func judgements() throws {
    let golden = try ReaderGolden.load()
    let reader = try BarReader(Self.weights)
    let memory = try reader.read(golden.content())
    for (reading, expected) in zip(golden.readings, golden.logOdds) {
      let numbers = golden.beats.indices.map { ($0 + reading.first) % reading.beatsPerBar + 1 }
      let found = reader.logOdds(
        of: numbers, beatsPerBar: reading.beatsPerBar, terms: golden.terms, memory)
      #expect(abs(found - expected) < Double(golden.absoluteTolerance))
    }
    #expect(Set(golden.logOdds).count == golden.readings.count)
  }

  @Test("Weights that are cut short, too long or something else are refused")
  func damaged() throws {
    let weights = try Self.weights
    #expect(throws: ReaderError.self) { try BarReader(weights.dropLast(4)) }
    #expect(throws: ReaderError.self) { try BarReader(weights + Data(count: 4)) }
    #expect(throws: ReaderError.unknownFormat(wanted: "NBR3")) { try BarReader(Data("something else".utf8)) }
    #expect(throws: ReaderError.unknownFormat(wanted: "NBR3")) { try BarReader(Data()) }
  }

  @Test("A convolution over rows equals sums written out, for any number of rows and outputs", arguments: [1, 2, 3, 4, 5, 9])
  func convolution(rows: Int) {
    let (inputs, outputs, taps, dilation) = (3, 10, 3, 2)
    var generator = SeededGenerator(seed: UInt64(rows))
    func random(_ count: Int) -> [Float] { (0..<count).map { _ in Float.random(in: -1...1, using: &generator) } }
    let weights = random(taps * inputs * outputs)
    let bias = random(outputs)
    let source = random(rows * inputs)
    let layer = RowConvolution(
      inputs: inputs, outputs: outputs, taps: taps, dilation: dilation, weights: weights[...], bias: bias[...])
    let found = layer(source)
    #expect(found.count == rows * outputs)
    for row in 0..<rows {
      for output in 0..<outputs {
        var sum = bias[output]
        for tap in 0..<taps {
          let from = row + (tap - 1) * dilation
          guard (0..<rows).contains(from) else { continue }
          for input in 0..<inputs {
            sum += source[from * inputs + input] * weights[(tap * inputs + input) * outputs + output]
          }
        }
        #expect(abs(found[row * outputs + output] - sum) < 1e-5)
      }
    }
  }
}
