import Foundation
package import NeckenRhythm
import NeckenSignal

/// Beat and downbeat activations from the signal alone: what is used where there is no network.
///
/// Five kinds of novelty (low band, other bands, loudness, notes that begin, change of harmony) are each
/// compared with their own local mean, weighted, and set against the highest peak near by. It hears
/// onsets, not meter: where every note is as strong as the next, as in solo fiddle, the network is far
/// better. Takes mono at the rate it was made for, in blocks; memory 24 bytes a frame.
package struct SignalActivation: SignalExtractor {
  private let configuration: Configuration
  private var attacks: ShortTimeSpectrum<AttackNovelty>
  private var pitches: ShortTimeSpectrum<PitchNovelty>

  /// - Throws: `SignalError` for settings that make no sense.
  package init(configuration: Configuration = Configuration(), sampleRateHz: Double = 22_050) throws {
    self.configuration = configuration
    let hop = sampleRateHz / configuration.framesPerSecond
    let attackSpectrum = SpectrumSettings(
      sampleRateHz: sampleRateHz, frameLength: configuration.attackWindow, hopLength: hop)
    let pitchSpectrum = SpectrumSettings(
      sampleRateHz: sampleRateHz, frameLength: configuration.pitchWindow, hopLength: hop)
    attacks = try ShortTimeSpectrum(
      attackSpectrum, consumer: try AttackNovelty(configuration, spectrum: attackSpectrum))
    pitches = try ShortTimeSpectrum(
      pitchSpectrum, consumer: PitchNovelty(configuration, spectrum: pitchSpectrum))
  }

  package mutating func consume(_ block: UnsafeBufferPointer<Float>) throws {
    try attacks.consume(block)
    try pitches.consume(block)
  }

  package mutating func finish() throws -> Activation {
    let attack = try attacks.finish()
    let pitch = try pitches.finish()
    let novelty = [attack.low, attack.attack, attack.loudness, pitch.pitch, pitch.harmony].map(againstMean)
    let beat = peaks(weighted(novelty, configuration.beatWeights), radiusSeconds: configuration.beatPeakSeconds)
      .map { configuration.ceiling * pow($0, configuration.contrast) }
    let accent = peaks(
      weighted(novelty, configuration.accentWeights), radiusSeconds: configuration.accentPeakSeconds)
    return try Activation(
      framesPerSecond: configuration.framesPerSecond, beat: beat,
      downbeat: zip(beat, accent).map { $0 * $1 * configuration.ceiling }, source: Activation.signalSource)
  }

  private func frames(_ seconds: Double) -> Int {
    max(1, Int((seconds * configuration.framesPerSecond).rounded()))
  }

  /// log(1 + x / local mean): the same for loud and quiet passages. What is far below the whole
  /// recording's mean stays small.
  private func againstMean(_ series: [Float]) -> [Float] {
    let overall = series.reduce(0, +) / Float(max(series.count, 1))
    let local = MovingStatistics.mean(series, radius: frames(configuration.meanSeconds))
    return zip(series, local).map { value, mean in log1p(value / (mean + 0.3 * overall + 1e-3)) }
  }

  private func weighted(_ novelty: [[Float]], _ weights: Weights) -> [Float] {
    let factors = [weights.low, weights.attack, weights.loudness, weights.pitch, weights.harmony]
    var sum = [Float](repeating: 0, count: novelty[0].count)
    for (series, factor) in zip(novelty, factors) {
      for frame in sum.indices { sum[frame] += factor * series[frame] }
    }
    return sum
  }

  /// Height above the local mean against the highest near by, 0…1, lightly smoothed.
  private func peaks(_ series: [Float], radiusSeconds: Double) -> [Float] {
    let smooth = series.indices.map { frame in
      0.25 * series[max(frame - 1, 0)] + 0.5 * series[frame] + 0.25 * series[min(frame + 1, series.count - 1)]
    }
    let mean = MovingStatistics.mean(smooth, radius: frames(radiusSeconds / 2))
    let above = zip(smooth, mean).map { max(0, $0 - $1) }
    let highest = MovingStatistics.maximum(above, radius: frames(radiusSeconds))
    return zip(above, highest).map { $0 / max($1, configuration.leastPeak) }
  }
}
