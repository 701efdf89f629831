import Foundation
import NeckenCore

/// Turns what was found into probabilities and a grid.
struct RhythmJudgement {
  let activation: Activation
  let configuration: BarTracker.Configuration

  func judge(_ found: FoundRhythm) -> TrackedRhythm {
    let heard = found.bars.filter { !$0.beats.isEmpty }
    let bars = heard.indices.map { index in
      TrackedBar(
        startSeconds: max(0, heard[index].startSeconds),
        endSeconds: min(heard[index].endSeconds, activation.durationSeconds),
        beatsPerBar: heard[index].beatsPerBar, confidence: confidence(of: heard, around: index))
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

  /// Each meter's best reading against those of the others, so that the likeliest meter is the one whose
  /// beats are reported; windows vote by their length.
  private func meters(_ found: FoundRhythm) -> [MeterHypothesis] {
    var sums = [Double](repeating: 0, count: found.meters.count)
    for window in found.windows {
      guard let best = window.readings.map(\.logOdds).max() else { continue }
      let weights = found.meters.map { meter in
        window.readings.filter { $0.reading.beatsPerBar == meter.beatsPerBar }.map { exp($0.logOdds - best) }.max() ?? 0
      }
      let total = weights.reduce(0, +)
      for (index, weight) in weights.enumerated() { sums[index] += weight / total * Double(window.frames) }
    }
    let total = sums.reduce(0, +)
    let probabilities = total > 0 ? sums.map { $0 / total } : sums.map { _ in 1 / Double(sums.count) }
    return zip(found.meters, probabilities)
      .map { MeterHypothesis(meter: $0, probability: $1) }
      .sorted { ($0.probability, $1.meter.beatsPerBar) > ($1.probability, $0.meter.beatsPerBar) }
  }

  /// How clear the beats are around a bar: how high their activations are, and how well they explain
  /// what is high near by.
  private func confidence(of bars: [FoundBar], around index: Int) -> Double {
    let settings = configuration.confidence
    let near = bars.around(index, reach: settings.neighbours)
    let heights = near.flatMap(\.beats).map { log(max(value(activation.beat, $0.seconds), settings.leastHeight)) }
    let height = heights.reduce(0, +) / Double(max(heights.count, 1))
    let gain = near.reduce(0) { $0 + $1.gainPerBeat } / Double(near.count)
    return 1 / (1 + exp(-(settings.offset + settings.heightWeight * height + settings.gainWeight * gain)))
  }

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
