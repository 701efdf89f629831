import NeckenCore
import NeckenStructure
import TestSupport

/// Bars with a known form: random phrases that return with noise, as features only, without any sound.
struct MadeUpForm {
  struct Part {
    var label: String
    var bars: Int
    /// Bars at the end of the phrase that are new this time.
    var newBars = 0
  }

  var parts: [Part]
  /// Standard deviation of the noise on each value; the phrases' own is 1.
  var noise = 0.3
  var seed: UInt64 = 1

  /// Each letter a phrase of `bars` bars.
  init(_ labels: String, bars: Int = 8, noise: Double = 0.3, seed: UInt64 = 1) {
    self.init(labels.map { Part(label: String($0), bars: bars) }, noise: noise, seed: seed)
  }

  init(_ parts: [Part], noise: Double = 0.3, seed: UInt64 = 1) {
    self.parts = parts
    self.noise = noise
    self.seed = seed
  }

  static let cellsPerBar = 6
  static let bandCount = 12
  static let barSeconds = 1.5

  var boundaries: [Int] { parts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.bars) } }

  func features() throws -> BarFeatures {
    var random = SeededGenerator(seed: seed)
    let width = Self.cellsPerBar * Self.bandCount
    func bars(_ count: Int) -> [Float] { (0..<count * width).map { _ in Float(random.gaussian()) } }
    var written: [String: [Float]] = [:]
    var values: [Float] = []
    for part in parts {
      let phrase = written[part.label] ?? bars(part.bars)
      written[part.label] = phrase
      let played = phrase.prefix((part.bars - part.newBars) * width) + bars(part.newBars)
      values += played.map { $0 + Float(noise * random.gaussian()) }
    }
    let count = values.count / width
    return try BarFeatures(
      values: values, barTimes: (0...count).map { 0.5 + Self.barSeconds * Double($0) },
      cellsPerBar: Self.cellsPerBar, bandCount: Self.bandCount)
  }
}

extension StructureArtifacts {
  /// Bar lines of the sections, the end included.
  var boundaries: [Int] {
    sections.map(\.firstBar) + (sections.last.map { [$0.firstBar + $0.barCount] } ?? [])
  }

  /// The labels in one word, primes left out.
  var letters: String { sections.map { $0.label.filter { $0 != "'" } }.joined() }
}
