import NeckenCore

extension StructureArtifacts {
  /// Counts sections and phrases in other bars than those they were found with. Their times stay.
  mutating func realign(
    toDownbeats downbeats: [Double], barSeconds: Double?, trackedBarSeconds: Double?,
    warnings: inout [String]
  ) {
    func bar(at time: Double) -> Int {
      // The nearest downbeat: section boundaries lay on the bar lines of before.
      let next = downbeats.firstIndex(notBelow: time)
      guard next > 0 else { return 0 }
      guard next < downbeats.count else { return downbeats.count }
      return downbeats[next] - time < time - downbeats[next - 1] ? next : next - 1
    }
    for index in sections.indices {
      let first = bar(at: sections[index].startSeconds)
      sections[index].firstBar = first
      sections[index].barCount = max(bar(at: sections[index].endSeconds) - first, 0)
    }
    guard let phrase = phraseLengthBars else { return }
    let exact = barSeconds.flatMap { new in trackedBarSeconds.map { Double(phrase) * $0 / new } }
    phraseLengthBars = exact.flatMap { Int(exactly: $0.rounded()) }.flatMap { $0 > 0 ? $0 : nil }
    if phraseLengthBars == nil { warnings.append("Phrases cannot be counted in the corrected bars") }
  }
}
