import Foundation

/// What each of some proposed beats holds: what the ``BarReader`` reads.
///
/// A row of ``valueCount`` values a beat: the notes in its four quarters, less what sounds all the time; how much
/// begins at the quarters; the beat's length; how like the beat is, in its notes and in its rhythm, to the beats
/// some beats after and before it; how like a beat and a downbeat the quarters are; and what the longer view says.
/// `neckentrain/bars.py` is the reference, to the letter.
package struct BeatwiseContent {
  package static let slots = 4
  package static let bandCount = 60
  package static let lags = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 18, 20, 24, 32, 48, 64]
  package static let noteCount = slots * bandCount
  package static let otherCount = slots + 2 + 4 * lags.count + 2 * slots + BarOverview.beatValueCount
  package static var valueCount: Int { noteCount + otherCount }

  /// The novelty a frame counts as at least, as a share of the mean.
  private static let leastNovelty: Float = 0.05
  /// A length that is neither long nor short, in seconds.
  private static let usualSeconds = 0.5
  /// Places half-way between cells are common: they go up, whatever the last bit of a sum is.
  static let rounding = 0.5 + 1e-6

  /// Notes, `noteCount` values a beat; rows of zeros stand before and after them.
  package let notes: [Float]
  /// All the rest, `otherCount` values a beat.
  package let others: [Float]
  package let count: Int

  /// - Parameters:
  ///   - novelty: the highest near each frame, over its mean in the recording.
  ///   - activations: log-odds of a beat and of a downbeat near each frame.
  ///   - beats: seconds, increasing, two or more.
  /// Cost: linear in the beats, some 10,000 steps each.
  package init(
    _ pitches: PitchContent, novelty: [Float], activations: [[Float]], overview: BarOverview, framesPerSecond: Double,
    beats: [Double]
  ) {
    count = beats.count
    let lengths = zip(beats, beats.dropFirst()).map { $1 - $0 }
    let last = lengths.last ?? Self.usualSeconds
    let mean = (lengths.reduce(0, +) + last) / Double(count)
    var edges: [Double] = []
    for (index, beat) in beats.enumerated() {
      let length = index < lengths.count ? lengths[index] : last
      for slot in 0..<Self.slots { edges.append(beat + length * Double(slot) / Double(Self.slots)) }
    }
    edges.append((beats.last ?? 0) + last)

    let notes = Self.notes(pitches, edges: edges)
    let frames = edges.dropLast().map { edge in
      min(max(Int((edge * framesPerSecond + Self.rounding).rounded(.down)), 0), novelty.count - 1)
    }
    let begins = frames.map { log(novelty[$0] + Self.leastNovelty) }
    var centred = begins
    for slot in 0..<Self.slots {
      let places = stride(from: slot, to: begins.count, by: Self.slots)
      let level = places.reduce(Float(0)) { $0 + begins[$1] } / Float(count)
      for place in places { centred[place] -= level }
    }
    let alike = Likeness(notes, width: Self.noteCount)
    let alikeInRhythm = Likeness(centred, width: Self.slots)
    let pace = Float(log(mean / Self.usualSeconds))
    let views = overview.rows(between: beats + [(beats.last ?? 0) + last])
    var others: [Float] = []
    others.reserveCapacity(count * Self.otherCount)
    for beat in 0..<count {
      others += begins[beat * Self.slots..<(beat + 1) * Self.slots]
      others.append(Float(log((beat < lengths.count ? lengths[beat] : last) / mean)))
      others.append(pace)
      for likeness in [alike, alikeInRhythm] {
        for lag in Self.lags {
          others.append(likeness.of(beat, beat + lag))
          others.append(likeness.of(beat - lag, beat))
        }
      }
      for heights in activations { others += frames[beat * Self.slots..<(beat + 1) * Self.slots].map { heights[$0] } }
      others += views[beat * BarOverview.beatValueCount..<(beat + 1) * BarOverview.beatValueCount]
    }
    self.notes = notes
    self.others = others
  }

  /// Mean of the cells in each quarter of a beat, less each band's mean over all quarters.
  private static func notes(_ pitches: PitchContent, edges: [Double]) -> [Float] {
    let quarters = edges.count - 1
    let cells = edges.map { min(max(Int(($0 * pitches.cellsPerSecond + rounding).rounded(.down)), 0), pitches.cellCount) }
    var notes = [Float](repeating: 0, count: quarters * bandCount)
    var means = [Float](repeating: 0, count: bandCount)
    for quarter in 0..<quarters {
      let first = min(cells[quarter], pitches.cellCount - 1)
      let end = max(cells[quarter + 1], first + 1)
      let share = 1 / Float(end - first)
      for cell in first..<end {
        for band in 0..<bandCount { notes[quarter * bandCount + band] += pitches.values[cell * bandCount + band] }
      }
      for band in 0..<bandCount {
        notes[quarter * bandCount + band] *= share
        means[band] += notes[quarter * bandCount + band]
      }
    }
    for quarter in 0..<quarters {
      for band in 0..<bandCount { notes[quarter * bandCount + band] -= means[band] / Float(quarters) }
    }
    return notes
  }
}

/// Cosines between rows.
private struct Likeness {
  private let rows: [Float]
  private let width: Int
  private let scales: [Float]

  init(_ rows: [Float], width: Int) {
    self.rows = rows
    self.width = width
    scales = stride(from: 0, to: rows.count, by: width).map { start in
      1 / (rows[start..<start + width].reduce(0) { $0 + $1 * $1 }.squareRoot() + 1e-6)
    }
  }

  /// 0 where there is no such row.
  func of(_ first: Int, _ second: Int) -> Float {
    guard first >= 0, second < scales.count else { return 0 }
    return rows.withUnsafeBufferPointer { rows in
      var sums = SIMD4<Float>.zero
      var place = 0
      let (a, b) = (first &* width, second &* width)
      while place < width {
        let left = SIMD4(rows[a &+ place], rows[a &+ place &+ 1], rows[a &+ place &+ 2], rows[a &+ place &+ 3])
        let right = SIMD4(rows[b &+ place], rows[b &+ place &+ 1], rows[b &+ place &+ 2], rows[b &+ place &+ 3])
        sums += left * right
        place &+= 4
      }
      return sums.sum() * scales[first] * scales[second]
    }
  }
}
