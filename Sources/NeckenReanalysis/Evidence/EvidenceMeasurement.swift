import NeckenCore

/// Measures ``RhythmEvidence`` on corrected beats and sections.
struct EvidenceMeasurement {
  let configuration: Reanalysis.Configuration

  private static let secondsPerMinute = 60.0
  private static let decimals = 4

  func measure(
    _ reading: RhythmReading, _ measures: RhythmMeasures, artifacts: RawArtifacts, structure: StructureArtifacts?
  ) -> RhythmEvidence {
    var evidence = RhythmEvidence()
    evidence.steadiness = reading.steadiness.map(Self.rounded)
    evidence.barJitter = measures.barJitter.map(Self.rounded)
    if let structure { addForm(structure, barSeconds: measures.bars.medianDurationSeconds, to: &evidence) }
    guard let tempo = measures.tempo else { return evidence }

    evidence.accents = (measures.accents ?? []).map(Self.rounded)
    evidence.loudestShare = loudestShares(reading, measures.bars).map(Self.rounded)
    let notesPerBeat = artifacts.audio.onsetRateHz * Self.secondsPerMinute / tempo.beatsPerMinute
    evidence.notesPerBeat = notesPerBeat.finite.map { Self.rounded(max($0, 0)) }
    evidence.tempoDrift = drift(measures.bars).map(Self.rounded)
    evidence.upbeatBeats = upbeat(reading)
    let divisions = BeatDivisions(reading, measures.divided, configuration: configuration.evidence)
    divisions.add(to: &evidence, rounded: Self.rounded)
    evidence.periodicity = PeriodicityMeasurement(configuration: configuration.evidence).measure(reading, divisions)
    if let structure {
      evidence.sectionUpbeat = sectionUpbeat(structure, reading, divisions).map(Self.rounded)
    }
    return evidence
  }

  private static func rounded(_ value: Double) -> Double { value.rounded(decimals: decimals) }

  /// Equally loud beats of a bar share it.
  private func loudestShares(_ reading: RhythmReading, _ bars: BarTable) -> [Double] {
    guard let energies = reading.energies, !bars.isEmpty else { return [] }
    var shares = Array(repeating: 0.0, count: bars.beatsPerBar)
    for first in bars.firstBeats {
      var (loudest, equals) = (energies[first], 0.0)
      for beat in shares.indices { loudest = max(loudest, energies[first + beat]) }
      for beat in shares.indices where energies[first + beat] == loudest { equals += 1 }
      for beat in shares.indices where energies[first + beat] == loudest { shares[beat] += 1 / equals }
    }
    return shares.map { $0 / Double(bars.count) }
  }

  /// Tempo of the last third of the bars over that of the first, minus 1.
  private func drift(_ bars: BarTable) -> Double? {
    guard bars.count >= configuration.evidence.minimumDriftBars else { return nil }
    let third = bars.count / 3
    guard let first = Statistics.median(Array(bars.durationsSeconds.prefix(third))),
      let last = Statistics.median(Array(bars.durationsSeconds.suffix(third)))
    else { return nil }
    return first / last - 1
  }

  /// Beats before the first one that is numbered 1.
  private func upbeat(_ reading: RhythmReading) -> Double? {
    reading.numbers.firstIndex(of: 1).map(Double.init)
  }
}
