package import NeckenCore

/// Audio of our own making with exactly known beats, bars and sections.
///
/// Two kinds: ``clicks(_:bars:accents:sampleRate:)`` and ``melody(_:style:form:sampleRate:)``.
/// The same arguments give the same samples.
package struct SyntheticTune: Sendable {
  /// Mono, −1…1.
  package var samples: [Float]
  package var sampleRate: Double
  package var meter: Meter
  /// The beats that are in the audio, numbered in the bar.
  package var grid: BeatGrid
  /// Where each note or click begins, in seconds, in order.
  package var onsetsSeconds: [Double]
  /// The phrases, with bars counted from the first whole bar.
  package var sections: [Section]

  package var durationSeconds: Double { Double(samples.count) / sampleRate }
}

/// How phrases follow each other: a letter for each, with its length in bars.
package struct TuneForm: Sendable {
  package var phrases: [(label: String, bars: Int)]

  package init(_ phrases: [(label: String, bars: Int)]) { self.phrases = phrases }

  /// Each letter of `labels` is a phrase of `bars` bars: "AABB".
  package init(_ labels: String, bars: Int = 8) {
    phrases = labels.map { (String($0), bars) }
  }

  package var barCount: Int { phrases.reduce(0) { $0 + $1.bars } }

  /// The phrases in time, given the downbeat of every bar and where the last bar ends.
  func sections(downbeats: [Double], endSeconds: Double) -> [Section] {
    var sections: [Section] = []
    var first = 0
    for (label, bars) in phrases {
      let end = first + bars < downbeats.count ? downbeats[first + bars] : endSeconds
      sections.append(
        Section(
          startSeconds: downbeats[first], endSeconds: end, label: label, firstBar: first, barCount: bars))
      first += bars
    }
    return sections
  }
}
