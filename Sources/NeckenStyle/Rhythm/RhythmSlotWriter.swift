import Foundation
import NeckenCore

/// Writes the slots of a ``RhythmVector``, names and values in one place so that they cannot part.
struct RhythmSlotWriter {
  struct Source {
    let features: DerivedFeatures
    let tempo: Tempo
    let meter: Meter

    var evidence: RhythmEvidence { features.evidence }
  }

  private(set) var names: [String] = []
  private(set) var values: [Double] = []
  /// Names cost more than all values together.
  private let keepsNames: Bool

  init(keepsNames: Bool = false) { self.keepsNames = keepsNames }

  /// Writes every slot; without a source, neutral values under the same names.
  mutating func write(_ source: Source?) {
    writeTempo(source)
    writeMeter(source)
    writeShares(source)
    writeAccents(source)
    writeDivisions(source)
    writePeriodicity(source)
    writeForm(source)
    writeCharacter(source)
  }

  mutating func add(_ name: @autoclosure () -> String, _ value: Double?, neutral: Double = 0) {
    if keepsNames { names.append(name()) }
    values.append(value.flatMap { $0.isFinite ? $0 : nil } ?? neutral)
  }

  private mutating func writeTempo(_ source: Source?) {
    let beats = source.map { log2($0.tempo.beatsPerMinute) }
    let bars = source.map { log2(max($0.tempo.barsPerMinute, 1)) }
    let notes = source.flatMap { source in
      source.evidence.notesPerBeat.map { $0 * source.tempo.beatsPerMinute / 60 }
    }
    add("log2_bpm", beats, neutral: 6.8)
    add("log2_bars_per_minute", bars, neutral: 5.4)
    // On a circle of octaves half and double tempo are the same place.
    add("folded_bpm_cos", beats.map { cos(2 * .pi * $0) })
    add("folded_bpm_sin", beats.map { sin(2 * .pi * $0) })
    add("folded_bars_cos", bars.map { cos(2 * .pi * $0) })
    add("folded_bars_sin", bars.map { sin(2 * .pi * $0) })
    add("log2_notes_per_second", notes.map { log2(max($0, 0.25)) }, neutral: 2)
    add("notes_per_beat", source?.evidence.notesPerBeat, neutral: 2)
  }

  private mutating func writeMeter(_ source: Source?) {
    func probability(_ isMeant: (Meter) -> Bool) -> Double? {
      source.map { $0.features.meters.reduce(0) { $0 + (isMeant($1.meter) ? $1.probability : 0) } }
    }
    add("meter_ternary", probability(\.isTernary), neutral: 0.5)
    add("meter_two", probability { $0.beatsPerBar == 2 })
    add("meter_four", probability { $0.beatsPerBar == 4 })
    add("meter_compound", probability(\.isCompound))
    add("tracked_ternary", source.map { $0.meter.isTernary ? 1 : 0 })
    add("tracked_four", source.map { $0.meter.beatsPerBar == 4 ? 1 : 0 })
    add("steadiness", source?.evidence.steadiness, neutral: 0.5)
  }

  /// Shares of bars of three; bars of two and four have the neutral third.
  private mutating func writeShares(_ source: Source?) {
    let shares = source?.features.beatShares
    let three = shares.flatMap { $0.mean.count == 3 ? $0 : nil }
    for beat in 0..<3 { add("share_\(beat + 1)", three?.mean[beat], neutral: 1.0 / 3) }
    add("unevenness", shares.map { ($0.mean.max() ?? 0) - ($0.mean.min() ?? 0) })
    add("share_spread", shares.map { $0.spread.reduce(0, +) / Double(max(1, $0.spread.count)) }, neutral: 0.02)
    add("pattern_agreement", shares?.patternAgreement, neutral: 0.5)
    add("log2_bars", shares.map { log2(Double(max(1, $0.barCount))) }, neutral: 4)
  }

  private mutating func writeAccents(_ source: Source?) {
    let accents = source?.evidence.accents ?? []
    let loudest = source?.evidence.loudestShare ?? []
    for beat in 0..<3 { add("accent_\(beat + 1)", accents.count == 3 ? accents[beat] : nil) }
    for beat in 0..<3 { add("loudest_\(beat + 1)", loudest.count == 3 ? loudest[beat] : nil, neutral: 1.0 / 3) }
    // Of bars of two and four: the first half-bar's beat over the second, and in fours one over three.
    add("accent_odd", Self.oddOverEven(accents))
    add("accent_halves", accents.count == 4 ? accents[0] - accents[2] : nil)
    add("accent_range", accents.isEmpty ? nil : (accents.max() ?? 0) - (accents.min() ?? 0))
    add("loudest_most", loudest.max(), neutral: 0.4)
  }

  private mutating func writePeriodicity(_ source: Source?) {
    let periodicity = source?.evidence.periodicity
    func write(_ name: String, _ values: [Double]?) {
      let values = values ?? []
      for (index, lag) in BeatPeriodicity.lags.enumerated() {
        add("\(name)_lag_\(lag)", values.count == BeatPeriodicity.lags.count ? values[index] : nil)
      }
      // Three against two and four: what a bar's count comes to, whatever the level.
      let contrast = values.count == BeatPeriodicity.lags.count
        ? values[1] + values[3] - (values[0] + values[2] + values[4]) * 2 / 3 : nil
      add("\(name)_three_over_two", contrast)
    }
    write("energy", periodicity?.energies)
    write("division", periodicity?.divisions)
    write("downbeat", periodicity?.downbeats)
    write("length", periodicity?.lengths)
  }

  private mutating func writeForm(_ source: Source?) {
    let structure = source?.features.structure
    add("log2_phrase_bars", structure?.phraseLengthBars.map { log2(Double(max(1, $0))) }, neutral: 3)
    add("phrase_of_three_or_six", structure?.phraseLengthBars.map { $0 % 3 == 0 ? 1 : 0 })
    add("repetition", structure?.repetitionStrength)
    add("square_sections", source?.evidence.squareSectionShare, neutral: 0.8)
    add("upbeat_beats", source?.evidence.upbeatBeats)
    add("section_upbeat", source?.evidence.sectionUpbeat)
  }

  private mutating func writeCharacter(_ source: Source?) {
    add("bar_jitter", source?.evidence.barJitter, neutral: 0.02)
    add("tempo_drift", source?.evidence.tempoDrift)
    add("articulation", source?.features.articulation, neutral: 0.5)
    add("bounciness", source?.features.bounciness, neutral: 0.5)
    add("punchiness", source?.features.punchiness, neutral: 0.5)
  }

  /// Mean at the odd beats of the bar less that at the even ones; `nil` in bars of three.
  static func oddOverEven(_ values: [Double]) -> Double? {
    switch values.count {
    case 2: values[0] - values[1]
    case 4: (values[0] + values[2] - values[1] - values[3]) / 2
    default: nil
    }
  }
}
