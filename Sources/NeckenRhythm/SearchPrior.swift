import NeckenCore

/// What is searched: the meters and tempi that hints and configuration leave open.
struct SearchPrior {
  /// Beats in a bar.
  var meters: [Int]
  /// Pulses in a beat, as far as a hint tells; 2 otherwise.
  var pulsesPerBeat: Int
  var bpm: ClosedRange<Double>
  var likeliestBpm: Double

  init(hints: RhythmHints, configuration: BarTracker.Configuration) {
    let dance = hints.dance.flatMap { DanceTempo.usual[$0] }
    if let meter = hints.meter {
      meters = [meter.beatsPerBar]
    } else {
      meters = dance?.beatsPerBar ?? configuration.meter.beatsPerBar
    }
    pulsesPerBeat = hints.meter?.pulsesPerBeat ?? dance?.pulsesPerBeat ?? 2
    if let range = hints.tempoRangeBpm {
      bpm = range
      likeliestBpm = (range.lowerBound * range.upperBound).squareRoot()
    } else if let dance {
      // A dancer's range with a fifth to spare on either side.
      bpm = (dance.bpm.lowerBound / 1.2)...(dance.bpm.upperBound * 1.2)
      likeliestBpm = (dance.bpm.lowerBound * dance.bpm.upperBound).squareRoot()
    } else {
      bpm = configuration.tempo.slowestBpm...configuration.tempo.fastestBpm
      likeliestBpm = configuration.tempo.likeliestBpm
    }
  }
}

/// Meter and tempo that a dance usually has (SPEC section 6); a prior, not a truth.
struct DanceTempo {
  var beatsPerBar: [Int]
  var pulsesPerBeat = 2
  /// Beats a minute.
  var bpm: ClosedRange<Double>

  static let usual: [DanceStyle: DanceTempo] = [
    .polska: DanceTempo(beatsPerBar: [3], bpm: 98...142),
    .slangpolska: DanceTempo(beatsPerBar: [3], bpm: 96...125),
    .hambo: DanceTempo(beatsPerBar: [3], bpm: 95...149),
    .vals: DanceTempo(beatsPerBar: [3], bpm: 134...210),
    .mazurka: DanceTempo(beatsPerBar: [3], bpm: 120...175),
    .menuett: DanceTempo(beatsPerBar: [3], bpm: 77...140),
    .springlek: DanceTempo(beatsPerBar: [3], bpm: 100...140),
    .springar: DanceTempo(beatsPerBar: [3], bpm: 105...140),
    .schottis: DanceTempo(beatsPerBar: [2, 4], bpm: 130...175),
    .snoa: DanceTempo(beatsPerBar: [2, 4], bpm: 70...120),
    .polka: DanceTempo(beatsPerBar: [2, 4], bpm: 100...150),
    .engelska: DanceTempo(beatsPerBar: [2, 4], bpm: 80...145),
    .ganglat: DanceTempo(beatsPerBar: [2, 4], bpm: 60...123),
    .halling: DanceTempo(beatsPerBar: [2], bpm: 90...110),
    .gangar: DanceTempo(beatsPerBar: [2], bpm: 90...115),
    .kadrilj: DanceTempo(beatsPerBar: [2, 4], bpm: 90...140),
    .galopp: DanceTempo(beatsPerBar: [2], bpm: 120...170),
    .polonas: DanceTempo(beatsPerBar: [3], bpm: 75...115),
    .reel: DanceTempo(beatsPerBar: [2, 4], bpm: 90...125),
    .jig: DanceTempo(beatsPerBar: [2], pulsesPerBeat: 3, bpm: 100...140),
    .slipJig: DanceTempo(beatsPerBar: [3], pulsesPerBeat: 3, bpm: 100...140),
    .hornpipe: DanceTempo(beatsPerBar: [2, 4], bpm: 70...180),
    .strathspey: DanceTempo(beatsPerBar: [2, 4], bpm: 55...130),
  ]
}
