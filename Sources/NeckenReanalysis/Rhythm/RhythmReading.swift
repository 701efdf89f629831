import NeckenCore

/// The beats of a recording, made safe to compute with, and corrected as the options ask.
struct RhythmReading: Sendable {
  /// Beat times in seconds, finite and strictly increasing.
  var times: [Double] = []
  /// Each beat's number in its bar, from 1; as many as `times`.
  var numbers: [Int] = []
  /// Energy at each beat, 0…1, or `nil` where it is not known for every beat.
  var energies: [Double]?
  /// Activation of a downbeat at each beat, 0…1, or `nil` where it is not known for every beat.
  var downbeatActivations: [Double]?
  /// Onsets that divide a beat, in seconds, increasing.
  var dividingOnsets: [Double] = []
  /// Readings of the meter, most probable first; probabilities sum to 1. Empty without beats.
  var meters: [MeterHypothesis] = []
  /// 0…1.
  var ternaryConfidence = 0.0
  /// How steady a beat the tracker found, 0…1; `nil` where it did not say.
  var steadiness: Double?

  typealias Configuration = Reanalysis.Configuration.Rhythm

  init(_ artifacts: RawArtifacts, configuration: Configuration, warnings: inout [String]) {
    guard let rhythm = artifacts.rhythm else {
      warnings.append("No beats were stored: tempo, bars and all that follows from them are missing")
      return
    }
    meters = Self.sanitized(rhythm.meters)
    ternaryConfidence = rhythm.ternaryConfidence.finite?.clampedToUnit ?? 0
    steadiness = rhythm.steadiness.finite?.clampedToUnit
    let kept = Self.usableBeats(rhythm.beatTimes)
    if kept.count < rhythm.beatTimes.count {
      warnings.append("\(rhythm.beatTimes.count - kept.count) beats had no place in time and were left out")
    }
    guard kept.count >= 2 else {
      warnings.append("No steady beat was found: tempo, bars and all that follows from them are missing")
      return
    }
    func perBeat(_ values: [Double], _ name: String) -> [Double]? {
      guard !values.isEmpty else { return nil }
      guard values.count == rhythm.beatTimes.count, values.allSatisfy(\.isFinite) else {
        warnings.append("\(name) do not belong to the beats and were not used")
        return nil
      }
      return kept.map { values[$0].clampedToUnit }
    }
    times = kept.map { rhythm.beatTimes[$0] }
    energies = perBeat(artifacts.dynamics?.beatEnergies ?? [], "Energies")
    downbeatActivations = perBeat(rhythm.downbeatActivations, "Downbeat activations")
    dividingOnsets = Self.onsets(
      artifacts.onsets?.times ?? [], dividing: times, margin: configuration.onBeatMargin)
    readNumbers(rhythm, kept: kept, configuration: configuration, warnings: &warnings)
  }

  /// Takes the tracker's beat numbers, or derives them where they cannot be relied on.
  private mutating func readNumbers(
    _ rhythm: RhythmArtifacts, kept: [Int], configuration: Configuration, warnings: inout [String]
  ) {
    let fits = rhythm.beatNumbers.count == rhythm.beatTimes.count && rhythm.beatNumbers.allSatisfy { $0 >= 1 }
    if meters.isEmpty {
      warnings.append("No meter was stored: the commonest bar length was taken")
      meters = [MeterHypothesis(meter: Meter(beatsPerBar: Self.commonBarLength(rhythm)), probability: 1)]
    }
    let isTrusted = !configuration.untrustedBarSources.contains(rhythm.activation.source)
    if fits, isTrusted {
      numbers = kept.map { rhythm.beatNumbers[$0] }
    } else {
      warnings.append(
        fits
          ? "\(rhythm.activation.source) counts bars from the first beat: bars were derived anew"
          : "Beat numbers do not belong to the beats: bars were derived anew")
      deriveBars(configuration)
    }
  }

  var beatsPerBar: Int { meters.first?.meter.beatsPerBar ?? 0 }
  var isEmpty: Bool { times.isEmpty }
  var downbeatTimes: [Double] { times.indices.compactMap { numbers[$0] == 1 ? times[$0] : nil } }
  var bars: BarTable { BarTable(times: times, numbers: numbers, beatsPerBar: beatsPerBar) }

  /// Empty only where there are no beats: times and numbers were checked on the way in.
  var grid: BeatGrid {
    do {
      return try BeatGrid(times: times, numbers: numbers)
    } catch {
      return .empty
    }
  }
}
