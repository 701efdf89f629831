import Foundation

/// Measures readings.
struct ReadingMeter {
  let states: BarStates
  let evidence: BeatEvidence
  let likeliestBpm: Double
  private let pitches: PitchContent?
  private let overview: BarOverview?
  /// Evidence at a beat that may be one frame off.
  private let near: [Float]

  init(states: BarStates, evidence: BeatEvidence, pitches: PitchContent?, overview: BarOverview?, likeliestBpm: Double) {
    self.states = states
    self.evidence = evidence
    self.likeliestBpm = likeliestBpm
    self.pitches = pitches
    self.overview = overview
    near = BeatEvidence.blurred(evidence.beat, deviationFrames: 1)
  }

  /// What a path says, and the same beats with bar lines that come one or more beats later.
  ///
  /// - Parameter pattern: the shares of each bar.
  /// - Returns: the path's own reading first; none without bars.
  func readings(
    of bars: [BarDecoder.PlacedBar], beatsPerBar: Int, within frames: Range<Int>,
    pattern: (BarDecoder.PlacedBar) -> SharePattern
  ) -> [Reading] {
    guard !bars.isEmpty else { return [] }
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
    terms.alternation = abs(
      mean(places.indices.filter { $0 % 2 == 0 }.map { gain(places[$0].frame) })
        - mean(places.indices.filter { $0 % 2 == 1 }.map { gain(places[$0].frame) }))
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
    let seconds = places.map { evidence.seconds($0.frame) }
    let repetition = pitches.map { Repetition($0, beats: seconds) }
    if let repetition {
      terms.eightBars = repetition.salience(lag: 8 * beatsPerBar)
      terms.fourBars = repetition.salience(lag: 4 * beatsPerBar)
      terms.twoBars = repetition.salience(lag: 2 * beatsPerBar)
      terms.oneBar = repetition.salience(lag: beatsPerBar)
    }
    let end = seconds[places.count - 1] + periods[periods.count / 2] / evidence.framesPerSecond
    let views = overview?.rows(between: seconds + [end])
    let width = BarOverview.beatValueCount
    if let views { terms.pace = mean(places.indices.map { Double(views[$0 * width + BarOverview.stateCount]) }) }
    let phases = repetition.map { PhaseEvidence($0, numbers: places.map(\.number), beatsPerBar: beatsPerBar) }
    return (0..<beatsPerBar).map { rotation in
      let turned = places.map { (frame: $0.frame, number: ($0.number - 1 - rotation + beatsPerBar) % beatsPerBar + 1) }
      var terms = terms
      terms.labels = mean(turned.map { label($0.frame, isFirst: $0.number == 1) })
      terms.downbeatContrast = Self.contrast(
        turned.map { (label($0.frame, isFirst: true) - label($0.frame, isFirst: false), $0.number) }, beatsPerBar)
      terms.phraseStarts = phases?.phraseStarts[rotation] ?? 0
      terms.pitchChange = phases?.pitchChange[rotation] ?? 0
      if let views {
        terms.states = mean(turned.indices.map { beat in
          BarOverview.state(turned[beat].number, of: beatsPerBar).map { Double(views[beat * width + $0]) } ?? 0
        })
      }
      terms.rotated = rotation == 0 ? 0 : 1
      return Reading(
        beatsPerBar: beatsPerBar, bpm: bpm, terms: terms, beats: zip(seconds, turned).map { ($0, $1.number) }, bars: bars,
        patterns: patterns.map { $0.rotated(by: rotation) }, rotation: rotation)
    }
  }

  private func gain(_ frame: Int) -> Double {
    near.indices.contains(frame) ? Double(near[frame]) : 0
  }

  private func label(_ frame: Int, isFirst: Bool) -> Double {
    guard evidence.first.indices.contains(frame) else { return 0 }
    return Double(isFirst ? evidence.first[frame] : evidence.inner[frame])
  }

  private func mean(_ values: [Double]) -> Double { Self.mean(values) }

  static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  /// By how much a value is higher at beat 1 than at the best other beat of the bar, on average.
  static func contrast(_ values: [(value: Double, number: Int)], _ beatsPerBar: Int) -> Double {
    let means = (1...beatsPerBar).map { number in mean(values.filter { $0.number == number }.map(\.value)) }
    return means[0] - (means.dropFirst().max() ?? 0)
  }
}
