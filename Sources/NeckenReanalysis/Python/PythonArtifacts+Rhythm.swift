import NeckenCore

extension PythonArtifacts {
  /// Beats from `madmom` (as documented) or `rhythm_extractor` (as the program wrote it).
  mutating func readRhythm() -> RhythmArtifacts? {
    let isMadmom = has("madmom")
    let section = isMadmom ? "madmom" : "rhythm_extractor"
    guard isMadmom || has("rhythm_extractor") else {
      note("rhythm", "neither madmom nor rhythm_extractor is there: no beats")
      return nil
    }
    let beats = isMadmom ? madmomBeats() : extractorBeats()
    guard let (times, numbers) = beats, !times.isEmpty else {
      note("rhythm", "\(section) holds no beats that can be read")
      return nil
    }
    let beatsPerBar = beatsPerBar(section, numbers: numbers)
    let source = isMadmom ? PythonSource.madmom : PythonSource.rhythmExtractor
    let ternary = number(in: section, "ternary_confidence", part: "rhythm")?.clampedToUnit
    note(
      "rhythm",
      ternary == nil
        ? "\(section).ternary_confidence is missing: the meter is a bare guess"
        : "the Python neckenml's ternary_confidence is one of two constants, not a probability")
    let usable = numbers ?? numbersFromBars(section, times: times, beatsPerBar: beatsPerBar)
    return RhythmArtifacts(
      beatTimes: times, beatNumbers: usable,
      barTimes: zip(times, usable).compactMap { $1 == 1 ? $0 : nil },
      meters: meters(ternary: ternary, beatsPerBar: beatsPerBar),
      ternaryConfidence: ternary ?? (beatsPerBar % 3 == 0 ? 1 : 0), steadiness: 0, beatActivations: [],
      downbeatActivations: [],
      activation: ActivationSummary(source: source, framesPerSecond: 0, meanBeat: 0, meanDownbeat: 0))
  }

  /// `beat_info` holds times and numbers; `beat_times` alone has no numbers.
  private mutating func madmomBeats() -> (times: [Double], numbers: [Int]?)? {
    if case .array(let rows)? = member("madmom", "beat_info") {
      let pairs = rows.compactMap { row -> (Double, Int)? in
        guard case .numbers(let pair) = row, pair.count == 2, let number = Int(exactly: pair[1].rounded()),
          number >= 1
        else { return nil }
        return (pair[0], number)
      }
      let kept = RhythmReading.usableBeats(pairs.map(\.0)).map { pairs[$0] }
      if kept.count < rows.count {
        note("rhythm", "\(rows.count - kept.count) of the \(rows.count) madmom.beat_info were left out")
      }
      if !kept.isEmpty { return (kept.map(\.0), kept.map(\.1)) }
    }
    return times(in: "madmom", "beat_times", part: "rhythm").map { ($0, nil) }
  }

  private mutating func extractorBeats() -> (times: [Double], numbers: [Int]?)? {
    guard let times = times(in: "rhythm_extractor", "beats", part: "rhythm") else { return nil }
    guard let positions = numbers(in: "rhythm_extractor", "beat_positions", part: "rhythm") else {
      return (times, nil)
    }
    let numbers = positions.compactMap { Int(exactly: $0) }.filter { $0 >= 1 }
    guard numbers.count == times.count else {
      note("rhythm", "rhythm_extractor.beat_positions are not one number from 1 up for each beat")
      return (times, nil)
    }
    return (times, numbers)
  }

  private mutating func beatsPerBar(_ section: String, numbers: [Int]?) -> Int {
    let allowed = ReanalysisOptions.allowedBeatsPerBar
    if let stated = number(in: section, "beats_per_bar", part: "rhythm"), let count = Int(exactly: stated),
      allowed.contains(count)
    {
      return count
    }
    let longest = numbers?.max() ?? 0
    return allowed.contains(longest) && longest > 1 ? longest : Self.assumedBeatsPerBar
  }

  /// What the Python neckenml took where it knew nothing better.
  private static let assumedBeatsPerBar = 3
  private static let binaryBeatsPerBar = 2

  private func meters(ternary: Double?, beatsPerBar: Int) -> [MeterHypothesis] {
    guard let ternary else { return [MeterHypothesis(meter: Meter(beatsPerBar: beatsPerBar), probability: 1)] }
    let isTernary = beatsPerBar % 3 == 0
    return RhythmReading.normalized([
      MeterHypothesis(meter: isTernary ? Meter(beatsPerBar: beatsPerBar) : .three, probability: ternary),
      MeterHypothesis(
        meter: Meter(beatsPerBar: isTernary ? Self.binaryBeatsPerBar : beatsPerBar), probability: 1 - ternary),
    ])
  }

  /// Numbers counted from the beats nearest to `bars`; from the first beat where there are none.
  private mutating func numbersFromBars(_ section: String, times: [Double], beatsPerBar: Int) -> [Int] {
    let bars = self.times(in: section, "bars", part: "rhythm") ?? []
    var downbeats = Set<Int>()
    var beat = 0
    for bar in bars {
      while beat + 1 < times.count, abs(times[beat + 1] - bar) <= abs(times[beat] - bar) { beat += 1 }
      downbeats.insert(beat)
    }
    var number = (downbeats.min().map { beatsPerBar - $0 % beatsPerBar } ?? 0) % beatsPerBar
    return times.indices.map { index in
      number = downbeats.contains(index) ? 1 : number % beatsPerBar + 1
      return number
    }
  }
}
