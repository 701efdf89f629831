import Foundation
import NeckenCore

/// A note of a made-up melody, placed by beats of its bar.
struct MelodyNote {
  /// Onset in beats from the bar's first beat.
  var beat: Double
  /// Length in beats.
  var beats: Double
  var hertz: Double
}

/// Writes folk-like phrases: motifs that return, chords under the bars, a long note at the end.
struct MelodyWriter {
  private let meter: Meter
  private let swing: Double
  private var random: SeededGenerator
  private var degree = 7

  /// Degrees of the D major scale, in semitones above D4.
  private static let scale = [0, 2, 4, 5, 7, 9, 11]
  /// Degrees of the chords I, IV, V, vi.
  private static let chords = [[0, 2, 4], [3, 5, 0], [4, 6, 1], [5, 0, 2]]

  init(meter: Meter, swing: Double, seed: UInt64) {
    self.meter = meter
    self.swing = swing
    random = SeededGenerator(seed: seed &+ 77)
  }

  /// A phrase in the shape most dance tunes have: the first half of it returns with another ending.
  mutating func phrase(bars: Int) -> [[MelodyNote]] {
    degree = Int.random(in: 5...10, using: &random)
    let opening = (0..<max(1, bars / 4)).map { _ in bar(chord: nil) }
    var phrase: [[MelodyNote]] = []
    while phrase.count < bars - 1 {
      let isReturn = phrase.count == bars / 2 || phrase.isEmpty
      phrase += isReturn ? opening : [bar(chord: nil)]
    }
    return Array(phrase.prefix(bars - 1)) + [ending()]
  }

  /// The notes of an upbeat that fills the last beats of the bar before the first.
  mutating func upbeat(beats: Int) -> [MelodyNote] {
    let first = meter.beatsPerBar - beats
    return (first..<meter.beatsPerBar).map { beat in
      MelodyNote(beat: Double(beat), beats: 1, hertz: Self.hertz(degree: 4))
    }
  }

  private mutating func bar(chord: Int?) -> [MelodyNote] {
    let chord = Self.chords[chord ?? [0, 0, 0, 1, 2, 2, 3].randomElement(using: &random) ?? 0]
    var notes: [MelodyNote] = []
    for beat in 0..<meter.beatsPerBar {
      for (index, part) in division().enumerated() {
        degree = index == 0 ? nearest(to: degree, in: chord) : step(from: degree)
        notes.append(
          MelodyNote(beat: Double(beat) + part.start, beats: part.length, hertz: Self.hertz(degree: degree)))
      }
    }
    return notes
  }

  private mutating func ending() -> [MelodyNote] {
    var notes = bar(chord: 0).filter { $0.beat < 1 }
    notes.append(
      MelodyNote(beat: 1, beats: Double(meter.beatsPerBar - 1), hertz: Self.hertz(degree: 7)))
    return notes
  }

  /// One beat as notes: start and length in beats.
  private mutating func division() -> [(start: Double, length: Double)] {
    let long = swing / (1 + swing)
    let short = 1 - long
    if meter.isCompound {
      return switch Int.random(in: 0..<10, using: &random) {
      case 0..<6: [(0, 1 / 3.0), (1 / 3.0, 1 / 3.0), (2 / 3.0, 1 / 3.0)]
      case 6..<9: [(0, 2 / 3.0), (2 / 3.0, 1 / 3.0)]
      default: [(0, 1)]
      }
    }
    return switch Int.random(in: 0..<10, using: &random) {
    case 0..<5: [(0, long), (long, short)]
    case 5..<7: [(0, long / 2), (long / 2, long / 2), (long, short / 2), (long + short / 2, short / 2)]
    case 7..<8: [(0, long), (long, short / 2), (long + short / 2, short / 2)]
    default: [(0, 1)]
    }
  }

  private mutating func step(from degree: Int) -> Int {
    let step = [-2, -1, -1, -1, 1, 1, 1, 2].randomElement(using: &random) ?? 1
    return min(max(degree + step, 0), 14)
  }

  private mutating func nearest(to degree: Int, in chord: [Int]) -> Int {
    let wish = step(from: degree)
    let inChord = (0...14).filter { chord.contains($0 % 7) }
    return inChord.min { abs($0 - wish) < abs($1 - wish) } ?? wish
  }

  private static func hertz(degree: Int) -> Double {
    293.66 * pow(2, Double(scale[degree % 7] + 12 * (degree / 7)) / 12)
  }
}
