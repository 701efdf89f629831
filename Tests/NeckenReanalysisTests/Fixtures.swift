import NeckenCore
import TestSupport

/// Artifacts of made-up recordings whose rhythm is known to the millisecond.
struct Fixture {
  /// Share of the bar of each beat.
  var shares: [Double] = [1 / 3, 1 / 3, 1 / 3]
  var barSeconds = 1.5
  var barCount = 60
  /// Standard deviation of each beat's time, in seconds.
  var jitterSeconds = 0.0
  /// Phases within each beat where a note begins, the beat itself aside.
  var divisions: [Double] = []
  /// Energy at each beat of the bar.
  var energies: [Double] = [0.9, 0.5, 0.7]
  /// Beats before the first bar line.
  var upbeats = 0
  var seed: UInt64 = 1

  var beatsPerBar: Int { shares.count }

  func artifacts(numbered: Bool = true) -> RawArtifacts {
    var generator = SeededGenerator(seed: seed)
    var exact: [Double] = []
    for bar in 0...barCount {
      var time = 1 + Double(bar) * barSeconds
      for share in shares {
        exact.append(time)
        time += share * barSeconds
      }
    }
    exact = Array(exact.dropFirst((beatsPerBar - upbeats) % beatsPerBar))
    let times = exact.map { $0 + jitterSeconds * generator.gaussian() }
    let positions = times.indices.map { ($0 + (beatsPerBar - upbeats) % beatsPerBar) % beatsPerBar }
    let onsets = times.indices.dropLast().flatMap { beat in
      ([0] + divisions).map { times[beat] + $0 * (times[beat + 1] - times[beat]) }
    }
    let numbers = positions.map { numbered ? $0 + 1 : 1 }
    return RawArtifacts(
      detail: .full,
      provenance: Provenance(
        contentHash: String(repeating: "0a", count: 32), decoder: "libsndfile 1.2.0", sampleRateHz: 44100,
        channelCount: 2, analyzerVersion: "0.1.0", models: [ModelStamp(name: "musicnn-msd", version: "0.1.0")]),
      audio: AudioStatistics(
        durationSeconds: (times.last ?? 0) + 1, loudnessLufs: -16.2, loudnessRangeLu: 6.5, truePeakDbtp: -1.1,
        rms: 0.11, zeroCrossingRate: 0.07, onsetRateHz: 3.9),
      rhythm: RhythmArtifacts(
        beatTimes: times, beatNumbers: numbers,
        barTimes: zip(times, numbers).compactMap { $1 == 1 ? $0 : nil },
        meters: [
          MeterHypothesis(meter: Meter(beatsPerBar: beatsPerBar), probability: 0.9),
          MeterHypothesis(meter: Meter(beatsPerBar: beatsPerBar == 3 ? 2 : 3), probability: 0.1),
        ],
        ternaryConfidence: beatsPerBar == 3 ? 0.9 : 0.1, steadiness: 0.95,
        beatActivations: times.map { _ in 0.8 },
        downbeatActivations: positions.map { $0 == 0 ? 0.7 : 0.05 },
        activation: ActivationSummary(source: "signal", framesPerSecond: 100, meanBeat: 0.1, meanDownbeat: 0.03)),
      dances: DanceReading([(.polska, -0.357), (.vals, -1.204)]),
      embedding: EmbeddingArtifacts(
        average: (0..<200).map { _ in generator.gaussian() }, patchCount: 60),
      voice: VoiceArtifacts(
        vocalScore: 0.1, instrumentalScore: 0.6,
        tags: [
          TagProbability(model: "msd", tag: "folk", probability: 0.4),
          TagProbability(model: "mtt", tag: "violin", probability: 0.3),
          TagProbability(model: "msd", tag: "rock", probability: 0.05),
        ]),
      onsets: OnsetArtifacts(times: onsets),
      dynamics: DynamicsArtifacts(beatEnergies: positions.map { energies[$0 % energies.count] }, onsetDecay: 0.45),
      structure: StructureArtifacts(
        sections: (0..<barCount / 8).map {
          Section(
            startSeconds: 1 + Double($0 * 8) * barSeconds, endSeconds: 1 + Double($0 * 8 + 8) * barSeconds,
            label: $0 / 2 % 2 == 0 ? "A" : "B", firstBar: $0 * 8, barCount: 8)
        }, phraseLengthBars: 8, repetitionStrength: 0.8, turnTimes: []))
  }
}
