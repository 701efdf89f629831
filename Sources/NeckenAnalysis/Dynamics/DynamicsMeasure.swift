import Foundation
import NeckenCore

/// Energy along the tune, measured on its amplitude envelope.
struct DynamicsMeasure: Sendable {
  struct Configuration: Sendable, Hashable {
    /// A beat's energy is the envelope's maximum this far on either side of it, in seconds.
    var beatWindowSeconds = 0.05
    /// Values per second of the stored envelope, before `maximumEnvelopeCount` lowers it.
    var envelopeRateHz = 10.0
    /// Most values stored; longer recordings get a coarser envelope.
    var maximumEnvelopeCount = 2000
    /// Pairs of onsets closer than this say nothing of articulation, in seconds.
    var minimumOnsetGapSeconds = 0.1
    /// Pairs further apart are a rest, not a note, in seconds.
    var maximumOnsetGapSeconds = 1.5
    /// A fall of the level between two onsets that counts as fully detached, in decibels.
    var detachedFallDb = 24.0
  }

  var configuration = Configuration()

  /// Series are not rounded here: `RawArtifacts.rounded()` does that once.
  ///
  /// - Parameters:
  ///   - envelope: amplitude, full scale = 1.
  ///   - rateHz: envelope values per second.
  ///   - beatTimes: seconds.
  ///   - onsetTimes: seconds, increasing.
  func measure(
    envelope: [Float], rateHz: Double, beatTimes: [Double], onsetTimes: [Double]
  ) -> DynamicsArtifacts {
    let peak = envelope.max() ?? 0
    let (series, seriesRate) = stored(envelope, rateHz: rateHz, peak: peak)
    return DynamicsArtifacts(
      beatEnergies: beatEnergies(envelope, rateHz: rateHz, beatTimes: beatTimes),
      envelope: series, envelopeRateHz: seriesRate.rounded(decimals: 4),
      onsetDecay: onsetDecay(envelope, rateHz: rateHz, onsetTimes: onsetTimes))
  }

  private func beatEnergies(_ envelope: [Float], rateHz: Double, beatTimes: [Double]) -> [Double] {
    let energies = beatTimes.map { time -> Float in
      let window = frames(
        from: time - configuration.beatWindowSeconds, to: time + configuration.beatWindowSeconds,
        rateHz: rateHz, count: envelope.count)
      return envelope[window].max() ?? 0
    }
    let loudest = energies.max() ?? 0
    guard loudest > 0 else { return energies.map { _ in 0 } }
    return energies.map { Double($0 / loudest) }
  }

  /// Median over neighbouring onsets of how far the level falls before the second, 0…1; `nil` where no
  /// two onsets are near enough to tell.
  private func onsetDecay(_ envelope: [Float], rateHz: Double, onsetTimes: [Double]) -> Double? {
    let gaps = configuration.minimumOnsetGapSeconds...configuration.maximumOnsetGapSeconds
    let falls = zip(onsetTimes, onsetTimes.dropFirst()).compactMap { onset, next -> Double? in
      guard gaps.contains(next - onset) else { return nil }
      let note = envelope[frames(from: onset, to: next, rateHz: rateHz, count: envelope.count)]
      guard let loud = note.max(), let quiet = note.min(), loud > 0 else { return nil }
      let fallDb = 20 * log10(Double(max(quiet, loud * 1e-4) / loud))
      return min(1, -fallDb / configuration.detachedFallDb)
    }
    guard !falls.isEmpty else { return nil }
    return falls.sorted()[falls.count / 2].rounded(decimals: 3)
  }

  private func stored(_ envelope: [Float], rateHz: Double, peak: Float) -> ([Double], Double) {
    guard peak > 0 else { return ([], 0) }
    let wanted = max(rateHz / configuration.envelopeRateHz, Double(envelope.count) / Double(configuration.maximumEnvelopeCount))
    let step = max(1, Int(wanted.rounded(.up)))
    let series = stride(from: 0, to: envelope.count, by: step).map { start -> Double in
      let hop = envelope[start..<min(start + step, envelope.count)]
      return Double((hop.max() ?? 0) / peak)
    }
    return (series, rateHz / Double(step))
  }

  private func frames(from start: Double, to end: Double, rateHz: Double, count: Int) -> Range<Int> {
    let first = min(count, max(0, Int((start * rateHz).rounded(.down))))
    let last = min(count, max(first, Int((end * rateHz).rounded(.up))))
    return first..<last
  }
}
