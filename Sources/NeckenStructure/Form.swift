import NeckenCore

/// Phrases with their labels: the form of a tune.
struct Form {
  var phrases: [Phrase]
  var labels: [PhraseLabeler.Label]

  /// How much of the tune returns and how surely, 0…1: each phrase's best evidence among its letter, by bars.
  func repetitionStrength(_ evidence: (Phrase, Phrase) -> Float?) -> Double {
    let bars = phrases.reduce(0) { $0 + $1.barCount }
    guard bars > 0 else { return 0 }
    let sum = phrases.indices.reduce(0.0) { sum, index in
      let others = phrases.indices.filter { $0 != index && labels[$0].letter == labels[index].letter }
      let best = others.compactMap { evidence(phrases[index], phrases[$0]) }.max() ?? 0
      return sum + Double(phrases[index].barCount) * Double(max(0, min(1, best)))
    }
    return sum / Double(bars)
  }

  /// Neighbours that never return become one phrase: only the length prior had cut them apart.
  func mergingUnrepeated() -> Form {
    let counts = Dictionary(labels.map { ($0.letter, 1) }, uniquingKeysWith: +)
    func isUnrepeated(_ label: PhraseLabeler.Label) -> Bool { counts[label.letter] == 1 }
    var merged = Form(phrases: [], labels: [])
    for (phrase, label) in zip(phrases, labels) {
      if let last = merged.labels.last, isUnrepeated(last), isUnrepeated(label) {
        merged.phrases[merged.phrases.count - 1].barCount += phrase.barCount
      } else {
        merged.phrases.append(phrase)
        merged.labels.append(label)
      }
    }
    // Letters follow each other without holes.
    var letters: [Int: Int] = [:]
    for index in merged.labels.indices {
      let letter = letters[merged.labels[index].letter, default: letters.count]
      letters[merged.labels[index].letter] = letter
      merged.labels[index].letter = letter
    }
    return merged
  }

  /// The length that most bars of returning phrases have, the shorter of two; `nil` when nothing returns.
  var usualLengthBars: Int? {
    let counts = Dictionary(labels.map { ($0.letter, 1) }, uniquingKeysWith: +)
    let bars = Dictionary(
      zip(phrases, labels).filter { counts[$1.letter, default: 0] > 1 }.map { ($0.0.barCount, $0.0.barCount) },
      uniquingKeysWith: +)
    return bars.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  /// - Parameter barTimes: bar lines in seconds, the end of the last bar included.
  func sections(barTimes: [Double]) -> [Section] {
    zip(phrases, labels).map { phrase, label in
      Section(
        startSeconds: barTimes[phrase.firstBar].rounded(decimals: 3),
        endSeconds: barTimes[phrase.endBar].rounded(decimals: 3), label: label.text, firstBar: phrase.firstBar,
        barCount: phrase.barCount)
    }
  }
}

extension PhraseLabeler.Label {
  /// A … Z, then AA, AB …; with a prime for each variant.
  var text: String {
    var number = letter + 1
    var name = ""
    while number > 0 {
      name = String(UnicodeScalar(UInt8(65 + (number - 1) % 26))) + name
      number = (number - 1) / 26
    }
    return name + String(repeating: "'", count: variant)
  }
}
