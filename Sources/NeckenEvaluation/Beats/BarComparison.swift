import NeckenCore

/// Tempo, meter and beat shares of one grid judged against another; 1 right, 0 wrong, `nil` not judged.
struct BarComparison {
  var tempoIsCorrect: Double?
  var tempoIsCorrectAtAnyLevel: Double?
  var meterIsCorrect: Double?
  var ternaryIsCorrect: Double?
  var shareError: Double?

  init(reference: BeatGrid, estimate: BeatGrid, tempo configuration: TempoAccuracy.Configuration) {
    let expected = BarSummary(reference)
    let found = BarSummary(estimate)
    if let referenceBpm = expected.tempoBpm {
      let accuracy = found.tempoBpm.map {
        TempoAccuracy(referenceBpm: referenceBpm, estimateBpm: $0, configuration: configuration)
      }
      tempoIsCorrect = accuracy?.isCorrect == true ? 1 : 0
      tempoIsCorrectAtAnyLevel = accuracy?.isCorrectAtAnyLevel == true ? 1 : 0
    }
    if let beatsPerBar = expected.beatsPerBar {
      meterIsCorrect = found.beatsPerBar == beatsPerBar ? 1 : 0
      let isTernary = Meter(beatsPerBar: beatsPerBar).isTernary
      ternaryIsCorrect = found.beatsPerBar.map { Meter(beatsPerBar: $0).isTernary } == isTernary ? 1 : 0
    }
    if expected.beatsPerBar ?? 0 > 1 { shareError = found.shareError(against: expected) }
  }
}
