import Foundation
import NeckenAnalysis
import NeckenCore
import NeckenEvaluation
import NeckenRhythm
import NeckenSignal
import TestSupport
import Testing

/// Writes what `Models/Training/decoder/fit_readings.py` fits the decoder's weights on, and what the bar reader learns
/// from (`neckentrain reader`). Runs only when NECKEN_READINGS names the file to write; NECKEN_ACTIVATIONS may name a
/// folder of a network's activations (`neckentrain hear`) with their `.beats`. Docs/Algorithms/rhythm.md tells the steps.
@Suite("Data for fitting the decoder", .enabled(if: ReadingData.output != nil))
struct ReadingDataTests {
  @Test("Readings of made-up tunes and of a network's activations, with how right each is")
  func write() throws {
    let output = try #require(ReadingData.output)
    var lines: [Data] = []
    for (name, tune) in ReadingData.tunes {
      let activation = try SignalActivation().extract(from: tune.samples)
      lines.append(try ReadingData(name: name, activation: activation, reference: tune.grid).line)
    }
    for url in ReadingData.activations {
      let reference = try BeatFile.read(from: url.deletingPathExtension().appendingPathExtension("beats"))
      let activation = try ReadingData.activation(at: url)
      let name = url.deletingPathExtension().lastPathComponent
      lines.append(try ReadingData(name: name, activation: activation, reference: reference).line)
    }
    try Data(lines.joined(separator: Data("\n".utf8))).write(to: output)
    #expect(!lines.isEmpty)
  }
}

/// The readings of one recording.
private struct ReadingData: Encodable {
  struct Entry: Encodable {
    var beatsPerBar: Int
    var bpm: Double
    var terms: ReadingTerms
    var beatF: Double
    var downbeatF: Double
    /// Milliseconds and numbers of its beats, which the bar reader reads.
    var beats: [[Int]]
  }

  var name: String
  var source: String
  var beatsPerBar: Int
  var readings: [Entry]

  static let output = ProcessInfo.processInfo.environment["NECKEN_READINGS"].map { URL(filePath: $0) }

  init(name: String, activation: Activation, reference: BeatGrid) throws {
    self.name = name
    source = activation.source
    beatsPerBar = reference.numbers.max() ?? 0
    let span = (reference.times.first ?? 0) - 0.2...(reference.times.last ?? 0) + 0.2
    readings = try BarTracker().readings(of: activation).flatMap { $0 }.map { reading in
      let beats = reading.beats.filter { span.contains($0.seconds) }
      let downbeats = beats.filter { $0.number == 1 }
      return Entry(
        beatsPerBar: reading.beatsPerBar, bpm: reading.bpm, terms: reading.terms,
        beatF: BeatMeasures.hitRate(reference: reference.times, estimate: beats.map(\.seconds)).fMeasure,
        downbeatF: BeatMeasures.hitRate(reference: reference.downbeatTimes, estimate: downbeats.map(\.seconds)).fMeasure,
        beats: reading.beats.map { [Int(($0.seconds * 1000).rounded()), $0.number] })
    }
  }

  var line: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return try encoder.encode(self)
    }
  }

  /// Activation files in order of name.
  static var activations: [URL] {
    guard let folder = ProcessInfo.processInfo.environment["NECKEN_ACTIVATIONS"],
      let files = try? FileManager.default.contentsOfDirectory(at: URL(filePath: folder), includingPropertiesForKeys: nil)
    else { return [] }
    return files.filter { $0.pathExtension == "act" }.sorted { $0.path() < $1.path() }
  }

  /// Little-endian Float32: frames a second, number of frames, beat activations, downbeat activations; and beside
  /// it, in NAME.pitches, frames a cell, bands, values; in NAME.novelty, how much begins at each frame; in NAME.overview,
  /// frames a step, values of a step, values.
  static func activation(at url: URL) throws -> Activation {
    let values = try floats(at: url)
    let pitches = try floats(at: url.deletingPathExtension().appendingPathExtension("pitches"))
    let novelty = try floats(at: url.deletingPathExtension().appendingPathExtension("novelty"))
    let overview = try floats(at: url.deletingPathExtension().appendingPathExtension("overview"))
    let count = Int(try #require(values.dropFirst().first))
    return try Activation(
      framesPerSecond: Double(values[0]), beat: Array(values[2..<2 + count]),
      downbeat: Array(values[(2 + count)..<(2 + 2 * count)]), source: "network",
      pitches: PitchContent(
        cellsPerSecond: Double(values[0]) / Double(pitches[0]), bandCount: Int(pitches[1]), values: Array(pitches[2...])),
      novelty: novelty,
      overview: BarOverview(stepsPerSecond: Double(values[0]) / Double(overview[0]), values: Array(overview[2...])))
  }

  private static func floats(at url: URL) throws -> [Float] {
    try Data(contentsOf: url).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
  }

  /// Clicks, fiddle tunes, and fiddle tunes with foot taps, in every meter and many patterns.
  static var tunes: [(name: String, tune: SyntheticTune)] {
    let rhythms: [(Meter, Double, [Double]?)] = [
      (.three, 170, nil), (.three, 115, nil), (.three, 118, [0.22, 0.44, 0.34]), (.three, 112, [0.27, 0.42, 0.31]),
      (.three, 122, [0.39, 0.33, 0.28]), (.three, 145, nil), (.two, 120, nil), (.two, 100, nil), (.two, 132, nil),
      (.four, 150, nil), (.four, 84, nil), (.four, 110, nil), (.sixEight, 115, nil), (.nineEight, 120, nil),
    ]
    var tunes: [(String, SyntheticTune)] = []
    for (index, (meter, bpm, shares)) in rhythms.enumerated() {
      var timing = TuneTiming(meter: meter, bpm: bpm, beatShares: shares, shareSpread: 0.012)
      timing.drift = 0.03
      timing.seed = UInt64(index + 50)
      timing.upbeatBeats = index % 3 == 0 ? 1 : 0
      var style = MelodyStyle()
      style.seed = UInt64(index + 50)
      style.drone = 0.3
      tunes.append(("clicks \(index)", .clicks(timing, bars: 24)))
      tunes.append(("melody \(index)", .melody(timing, style: style)))
      style.footTaps = index % 2 == 0 ? .everyBeat : .firstAndLast
      tunes.append(("taps \(index)", .melody(timing, style: style)))
    }
    return tunes
  }
}
