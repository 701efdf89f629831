import Foundation
import NeckenCore

/// Turns what was found into probabilities and a grid.
struct RhythmJudgement {
  let activation: Activation
  let configuration: BarTracker.Configuration

  func judge(_ found: FoundRhythm) -> TrackedRhythm {
    let bars = found.bars.filter { !$0.beats.isEmpty }.map { bar in
      TrackedBar(
        startSeconds: max(0, bar.startSeconds), endSeconds: min(bar.endSeconds, activation.durationSeconds),
        beatsPerBar: bar.beatsPerBar, confidence: confidence(gainPerBeat: bar.gainPerBeat))
    }
    let steadiness = steadiness(of: bars)
    let beats = steadiness < configuration.silence.leastSteadiness ? [] : increasing(found.bars.flatMap(\.beats))
    let grid = (try? BeatGrid(times: beats.map(\.seconds), numbers: beats.map(\.number))) ?? .empty
    let total = Double(max(activation.count, 1))
    return TrackedRhythm(
      grid: grid, meters: meters(found), steadiness: steadiness, bars: grid.isEmpty ? [] : bars,
      beatActivations: grid.times.map { value(activation.beat, $0) },
      downbeatActivations: grid.times.map { value(activation.downbeat, $0) },
      activation: ActivationSummary(
        source: activation.source, framesPerSecond: activation.framesPerSecond,
        meanBeat: (activation.beat.reduce(0.0) { $0 + Double($1) } / total).rounded(decimals: 4),
        meanDownbeat: (activation.downbeat.reduce(0.0) { $0 + Double($1) } / total).rounded(decimals: 4)))
  }

  private func meters(_ found: FoundRhythm) -> [MeterHypothesis] {
    let best = found.meterScores.map(\.score).max() ?? 0
    let beats = Double(max(1, found.bars.reduce(0) { $0 + $1.beats.count }))
    let weights = found.meterScores.map { exp(($0.score - best) / beats.squareRoot()) }
    let sum = weights.reduce(0, +)
    return zip(found.meterScores, weights)
      .map { MeterHypothesis(meter: Meter(beatsPerBar: $0.beatsPerBar), probability: $1 / sum) }
      .sorted { ($0.probability, $1.meter.beatsPerBar) > ($1.probability, $0.meter.beatsPerBar) }
  }

  private func confidence(gainPerBeat: Double) -> Double { 1 / (1 + exp(-gainPerBeat)) }

  private func steadiness(of bars: [TrackedBar]) -> Double {
    guard let first = activation.beat.firstIndex(where: { $0 >= 0.05 }),
      let last = activation.beat.lastIndex(where: { $0 >= 0.05 }), last > first
    else { return 0 }
    let active = Double(last - first) / activation.framesPerSecond
    let covered = bars.reduce(0) { $0 + ($1.endSeconds - $1.startSeconds) * $1.confidence }
    return min(1, covered / active)
  }

  /// Beats in order, without those that fall together after refinement.
  private func increasing(_ beats: [FoundBeat]) -> [FoundBeat] {
    let least = 1 / activation.framesPerSecond
    return beats.reduce(into: []) { kept, beat in
      if let last = kept.last, beat.seconds < last.seconds + least { return }
      kept.append(beat)
    }
  }

  private func value(_ values: [Float], _ seconds: Double) -> Double {
    let frame = Int((seconds * activation.framesPerSecond).rounded())
    let near = (frame - 1...frame + 1).filter(values.indices.contains)
    return Double(near.map { values[$0] }.max() ?? 0)
  }
}
