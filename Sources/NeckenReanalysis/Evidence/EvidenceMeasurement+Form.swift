import NeckenCore

extension EvidenceMeasurement {
  /// Form, squareness and turn length. Sections without a length in bars are left out.
  func addForm(_ structure: StructureArtifacts, barSeconds: Double?, to evidence: inout RhythmEvidence) {
    let sections = structure.sections
    if !sections.isEmpty { evidence.form = form(structure) }
    if let phrase = structure.phraseLengthBars, phrase > 0 {
      let measured = sections.filter { $0.barCount > 0 }
      if !measured.isEmpty {
        let square = measured.count { $0.barCount % phrase == 0 }
        evidence.squareSectionShare = (Double(square) / Double(measured.count)).rounded(decimals: 4)
      }
    }
    let turns = zip(structure.turnTimes.dropFirst(), structure.turnTimes).map { $0 - $1 }.filter(\.isFinite)
    if let barSeconds, barSeconds > 0, let turn = Statistics.median(turns) {
      evidence.turnLengthBars = (turn / barSeconds).rounded()
    }
  }

  /// Labels of the first whole turn, in order.
  private func form(_ structure: StructureArtifacts) -> String {
    let turn = structure.turnTimes.prefix(2)
    let first = structure.sections.filter { section in
      guard turn.count == 2, let start = turn.first, let end = turn.last else { return true }
      let middle = (section.startSeconds + section.endSeconds) / 2
      return middle >= start && middle < end
    }
    let isWholeTurn = turn.count == 2 && !first.isEmpty
    let named = isWholeTurn ? first[...] : structure.sections.prefix(configuration.evidence.formSections)
    return named.map(\.label).joined()
  }

  /// How much oftener the last beat before a section is divided than the last beats of other bars.
  func sectionUpbeat(
    _ structure: StructureArtifacts, _ reading: RhythmReading, _ divisions: BeatDivisions
  ) -> Double? {
    var starts = Set<Int>()
    for section in structure.sections {
      if let beat = beat(at: section.startSeconds, reading), beat > 0 { starts.insert(beat) }
    }
    var before = (divided: 0, count: 0)
    var elsewhere = before
    for beat in reading.numbers.indices.dropFirst() where reading.numbers[beat] == 1 {
      guard let isDivided = divisions.isDivided[beat - 1] else { continue }
      if starts.contains(beat) {
        before = (before.divided + (isDivided ? 1 : 0), before.count + 1)
      } else {
        elsewhere = (elsewhere.divided + (isDivided ? 1 : 0), elsewhere.count + 1)
      }
    }
    guard before.count > 0, elsewhere.count > 0 else { return nil }
    return Double(before.divided) / Double(before.count) - Double(elsewhere.divided) / Double(elsewhere.count)
  }

  /// The downbeat at a time, if one is near enough.
  private func beat(at seconds: Double, _ reading: RhythmReading) -> Int? {
    let times = reading.times
    let next = times.firstIndex(notBelow: seconds)
    let near = [next - 1, next].filter { times.indices.contains($0) && reading.numbers[$0] == 1 }
    guard let nearest = near.min(by: { abs(times[$0] - seconds) < abs(times[$1] - seconds) }) else { return nil }
    let left = min(nearest, times.count - 2)
    let tolerance = configuration.evidence.sectionStartTolerance * (times[left + 1] - times[left])
    return abs(times[nearest] - seconds) <= tolerance ? nearest : nil
  }
}
