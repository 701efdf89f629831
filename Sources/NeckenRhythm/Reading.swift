import Foundation

/// One way to hear a recording: a meter, a tempo, and the bars that suit them best.
package struct Reading: Sendable {
  package var beatsPerBar: Int
  /// Median beats a minute.
  package var bpm: Double
  package var terms: ReadingTerms
  /// Beat times in seconds with their numbers, not refined; what the fitting script compares with the truth.
  package var beats: [(seconds: Double, number: Int)]
  var bars: [BarDecoder.PlacedBar]
}

/// Measures readings.
struct ReadingMeter {
  let states: BarStates
  let evidence: BeatEvidence
  let likeliestBpm: Double
  /// Evidence at a beat that may be one frame off.
  private let near: [Float]

  init(states: BarStates, evidence: BeatEvidence, likeliestBpm: Double) {
    self.states = states
    self.evidence = evidence
    self.likeliestBpm = likeliestBpm
    near = BeatEvidence.blurred(evidence.beat, deviationFrames: 1)
  }

  /// - Parameter pattern: the shares of each bar.
  func reading(
    of bars: [BarDecoder.PlacedBar], beatsPerBar: Int, within frames: Range<Int>,
    pattern: (BarDecoder.PlacedBar) -> SharePattern
  ) -> Reading? {
    guard !bars.isEmpty else { return nil }
    var places: [(frame: Int, number: Int)] = []
    var patterns: [SharePattern] = []
    var changes = 0.0
    for (index, bar) in bars.enumerated() {
      let shares = pattern(bar)
      let length = Double(states.lengths[bar.state])
      for (inner, position) in ([0] + shares.positions).enumerated() {
        places.append((bar.start + Int((position * length).rounded()), inner + 1))
      }
      patterns.append(shares)
      if index > 0 { changes += abs(log(length / Double(states.lengths[bars[index - 1].state]))) }
    }
    let count = Double(places.count)
    let periods = bars.map { Double(states.lengths[$0.state]) / Double(beatsPerBar) }.sorted()
    let bpm = 60 * evidence.framesPerSecond / periods[periods.count / 2]

    var terms = ReadingTerms()
    terms.beats = places.reduce(0) { $0 + gain($1.frame) } / count
    let gaps = zip(places, places.dropFirst()).map { ($0.frame, $1.frame) }
    terms.halves = mean(gaps.map { gain(($0 + $1) / 2) })
    terms.thirds = mean(gaps.map { max(gain($0 + ($1 - $0) / 3), gain($0 + 2 * ($1 - $0) / 3)) })
    terms.labels = mean(places.map { label($0.frame, isFirst: $0.number == 1) })
    terms.alternation = abs(
      mean(places.indices.filter { $0 % 2 == 0 }.map { gain(places[$0].frame) })
        - mean(places.indices.filter { $0 % 2 == 1 }.map { gain(places[$0].frame) }))
    let contrasts = (1...beatsPerBar).map { number in
      mean(places.filter { $0.number == number }.map { label($0.frame, isFirst: true) - label($0.frame, isFirst: false) })
    }
    terms.downbeatContrast = contrasts[0] - (contrasts.dropFirst().max() ?? 0)
    terms.tempo = log(bpm / likeliestBpm)
    terms.tempoSquared = terms.tempo * terms.tempo
    let median = SharePattern.median(patterns)
    terms.unevenness = median.unevenness
    terms.shareSpread = mean(patterns.map { $0.distance(from: median) })
    terms.unsteadiness = changes / Double(bars.count)
    let covered = bars.reduce(0) { $0 + states.lengths[$1.state] }
    terms.rest = max(0, 1 - Double(covered) / Double(max(1, frames.count - 2 * evidence.padding)))
    terms.three = beatsPerBar == 3 ? 1 : 0
    terms.four = beatsPerBar == 4 ? 1 : 0
    let beats = places.map { (Double($0.frame - evidence.padding) / evidence.framesPerSecond, $0.number) }
    return Reading(beatsPerBar: beatsPerBar, bpm: bpm, terms: terms, beats: beats, bars: bars)
  }

  private func gain(_ frame: Int) -> Double {
    near.indices.contains(frame) ? Double(near[frame]) : 0
  }

  private func label(_ frame: Int, isFirst: Bool) -> Double {
    guard evidence.first.indices.contains(frame) else { return 0 }
    return Double(isFirst ? evidence.first[frame] : evidence.inner[frame])
  }

  private func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}
