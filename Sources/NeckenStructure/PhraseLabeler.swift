/// Gives phrases that are the same music the same letter.
struct PhraseLabeler {
  let configuration: StructureAnalyzer.Configuration

  /// A letter for each phrase and how varied its return is: 0 as the first time, 1 for A', 2 for A''.
  struct Label: Hashable {
    var letter: Int
    var variant: Int
  }

  /// - Returns: one label for each phrase; letters count from 0 in order of appearance.
  func labels(_ phrases: [Phrase], map: MatchMap) -> [Label] {
    let links = strongestLinks(phrases, map: map)
    let threshold = threshold(links.map(\.evidence))
    var groups = Array(phrases.indices)
    for link in links where link.evidence >= threshold {
      let (kept, merged) = (groups[link.first], groups[link.second])
      if kept != merged { for index in groups.indices where groups[index] == merged { groups[index] = kept } }
    }
    var letters: [Int: Int] = [:]
    var labels: [Label] = []
    for (index, phrase) in phrases.enumerated() {
      let letter = letters[groups[index], default: letters.count]
      letters[groups[index]] = letter
      let earlier = labels.indices.filter { labels[$0].letter == letter }
      labels.append(Label(letter: letter, variant: variant(of: phrase, earlier: earlier, phrases, labels, map)))
    }
    return labels
  }

  /// How surely two phrases are the same music, −1…1: the better of aligned beginnings and aligned ends, where bars
  /// that only one has count against it.
  func evidence(_ first: Phrase, _ second: Phrase, map: MatchMap) -> Float? {
    let length = min(first.barCount, second.barCount)
    let longer = Float(max(first.barCount, second.barCount))
    let offsets = first.barCount == second.barCount ? [0] : [0, 1]
    let means = offsets.compactMap { offset in
      map.mean(
        first: first.firstBar + offset * (first.barCount - length),
        second: second.firstBar + offset * (second.barCount - length), length: length)
    }
    return means.max().map { mean in
      (mean * Float(length) - configuration.lengthDifferenceCost * (longer - Float(length))) / longer
    }
  }

  private struct Link {
    var first: Int
    var second: Int
    var evidence: Float
  }

  /// The maximum spanning forest of the phrases' evidence: all that single linkage needs (Prim).
  private func strongestLinks(_ phrases: [Phrase], map: MatchMap) -> [Link] {
    var links: [Link] = []
    var waiting = phrases.indices.dropFirst().map { Link(first: 0, second: $0, evidence: -.infinity) }
    var newest = 0
    while !waiting.isEmpty {
      for index in waiting.indices {
        let evidence = evidence(phrases[newest], phrases[waiting[index].second], map: map)
        if let evidence, evidence > waiting[index].evidence {
          waiting[index].first = newest
          waiting[index].evidence = evidence
        }
      }
      guard let strongest = waiting.indices.max(by: { waiting[$0].evidence < waiting[$1].evidence }) else { break }
      let link = waiting.remove(at: strongest)
      if link.evidence.isFinite { links.append(link) }
      newest = link.second
    }
    return links
  }

  /// The middle of the widest gap between the links' evidence, within the range in which the border may lie.
  private func threshold(_ evidence: [Float]) -> Float {
    let range = configuration.labelThresholdRange
    let values = ([range.lowerBound, range.upperBound] + evidence.filter(range.contains)).sorted()
    let gaps = zip(values, values.dropFirst())
    let widest = gaps.max { $0.1 - $0.0 < $1.1 - $1.0 }
    return widest.map { ($0.0 + $0.1) / 2 } ?? range.lowerBound
  }

  private func variant(
    of phrase: Phrase, earlier: [Int], _ phrases: [Phrase], _ labels: [Label], _ map: MatchMap
  ) -> Int {
    guard !earlier.isEmpty else { return 0 }
    for index in earlier where !isVaried(phrase, phrases[index], map: map) { return labels[index].variant }
    return (earlier.map { labels[$0].variant }.max() ?? 0) + 1
  }

  /// Whether enough bars clearly differ.
  private func isVaried(_ phrase: Phrase, _ other: Phrase, map: MatchMap) -> Bool {
    let length = min(phrase.barCount, other.barCount)
    let fromEnd = { (phrase: Phrase) in phrase.endBar - length }
    func differing(_ first: Int, _ second: Int) -> Int? {
      guard abs(first - second) >= 1, abs(first - second) <= map.maxLag else { return nil }
      return (0..<length).count { step in
        map.sum(from: min(first, second) + step, length: 1, lag: abs(first - second)) < configuration.differingBarLevel
      }
    }
    let counts = [
      differing(phrase.firstBar, other.firstBar), differing(fromEnd(phrase), fromEnd(other)),
    ].compactMap { $0 }
    guard let fewest = counts.min() else { return false }
    let bars = fewest + abs(phrase.barCount - other.barCount)
    return bars >= configuration.variedBars
      && Double(bars) >= configuration.variedShare * Double(max(phrase.barCount, other.barCount))
  }
}
