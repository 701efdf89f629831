/// Where the bar begins, by what repeats: phrases start at bar lines, and notes change there.
struct PhaseEvidence {
  /// For bars that begin at beat 1, 2 … of the numbers given: how often the likeness to the beats a phrase later
  /// rises or falls there, as a share of all its changes, less what chance would give.
  private(set) var phraseStarts: [Double]
  /// By how much the notes change more at that beat than at the others, in cosine distance.
  private(set) var pitchChange: [Double]

  /// Phrases looked for, in bars.
  private static let phraseBars = [8, 4]

  init(_ repetition: Repetition, numbers: [Int], beatsPerBar: Int) {
    phraseStarts = Array(repeating: 0, count: beatsPerBar)
    pitchChange = phraseStarts
    let changes = repetition.likeness(lag: 1).map { 1 - $0 }
    var counts = phraseStarts
    for (index, change) in changes.enumerated() {
      pitchChange[numbers[index + 1] - 1] += Double(change)
      counts[numbers[index + 1] - 1] += 1
    }
    let means = zip(pitchChange, counts).map { $1 > 0 ? $0 / $1 : 0 }
    let total = means.reduce(0, +)
    pitchChange = means.map { beatsPerBar > 1 ? $0 - (total - $0) / Double(beatsPerBar - 1) : 0 }

    let likeness = Self.phraseBars.map { repetition.likeness(lag: $0 * beatsPerBar) }
      .max { Self.mean($0) < Self.mean($1) } ?? []
    guard likeness.count >= 2 * beatsPerBar else { return }
    var sums = [0.0]
    for value in likeness { sums.append(sums[sums.count - 1] + Double(value)) }
    for index in beatsPerBar...likeness.count - beatsPerBar {
      let step = (sums[index + beatsPerBar] - 2 * sums[index] + sums[index - beatsPerBar]) / Double(beatsPerBar)
      phraseStarts[numbers[index] - 1] += step * step
    }
    let all = phraseStarts.reduce(0, +)
    phraseStarts = phraseStarts.map { all > 0 ? $0 / all - 1 / Double(beatsPerBar) : 0 }
  }

  private static func mean(_ values: [Float]) -> Double {
    values.isEmpty ? -1 : values.reduce(0) { $0 + Double($1) } / Double(values.count)
  }
}
