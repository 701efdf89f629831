import NeckenCore

extension RhythmReading {
  /// Times further from the start than this many seconds (115 days) are no times.
  private static let latestSeconds = 1e7

  /// Indices of the beats whose times can be and are later than every beat kept before.
  static func usableBeats(_ times: [Double]) -> [Int] {
    var last = -Double.infinity
    var kept: [Int] = []
    kept.reserveCapacity(times.count)
    for (index, time) in times.enumerated() where abs(time) <= latestSeconds && time > last {
      kept.append(index)
      last = time
    }
    return kept
  }

  /// Hypotheses that can be, most probable first, with probabilities that sum to 1.
  static func sanitized(_ meters: [MeterHypothesis]) -> [MeterHypothesis] {
    let possible = meters.filter {
      $0.probability.isFinite && $0.probability > 0
        && ReanalysisOptions.allowedBeatsPerBar.contains($0.meter.beatsPerBar)
    }
    return normalized(possible)
  }

  /// Sorted by probability (then by beats and pulses, so that the order is always the same), sum 1.
  static func normalized(_ meters: [MeterHypothesis]) -> [MeterHypothesis] {
    let sum = meters.reduce(0) { $0 + $1.probability }
    guard sum > 0, sum.isFinite else { return [] }
    return meters.map { MeterHypothesis(meter: $0.meter, probability: $0.probability / sum) }
      .sorted {
        ($1.probability, $0.meter.beatsPerBar, $0.meter.pulsesPerBeat)
          < ($0.probability, $1.meter.beatsPerBar, $1.meter.pulsesPerBeat)
      }
  }

  /// The commonest number of beats from one downbeat to the next; 3 when there are no downbeats.
  static func commonBarLength(_ rhythm: RhythmArtifacts) -> Int {
    let fallback = 3
    let downbeats = rhythm.beatNumbers.indices.filter { rhythm.beatNumbers[$0] == 1 }
    var counts = Array(repeating: 0, count: ReanalysisOptions.allowedBeatsPerBar.upperBound + 1)
    for (first, next) in zip(downbeats, downbeats.dropFirst()) where next - first < counts.count {
      counts[next - first] += 1
    }
    guard let most = counts.max(), most > 0 else { return fallback }
    return counts.firstIndex(of: most) ?? fallback
  }

  /// The onsets that fall inside a beat and not on its ends, increasing.
  ///
  /// - Parameter margin: share of the beat's length at either end that counts as on the beat.
  static func onsets(_ onsets: [Double], dividing beats: [Double], margin: Double) -> [Double] {
    var kept: [Double] = []
    kept.reserveCapacity(onsets.count)
    var beat = 0
    var last = -Double.infinity
    for onset in onsets where abs(onset) <= latestSeconds && onset > last {
      last = onset
      while beat + 1 < beats.count, beats[beat + 1] <= onset { beat += 1 }
      guard beat + 1 < beats.count, onset > beats[beat] else { continue }
      let phase = (onset - beats[beat]) / (beats[beat + 1] - beats[beat])
      if phase >= margin, phase <= 1 - margin { kept.append(onset) }
    }
    return kept
  }
}
