import Foundation
import NeckenCore

extension Scores {
  /// How much the energy changes from beat to beat: mean |eᵢ₊₁ − eᵢ| over mean e, as a part of what
  /// counts as full. `nil` without energies.
  static func beatContrast(_ reading: RhythmReading, _ configuration: Configuration) -> Double? {
    guard let energies = reading.energies, energies.count >= 2,
      let mean = Statistics.mean(energies), mean > 0
    else { return nil }
    let changes = energies.indices.dropLast().reduce(0) { $0 + abs(energies[$1 + 1] - energies[$1]) }
    return (changes / Double(energies.count - 1) / mean / configuration.fullBeatContrast).clampedToUnit
  }

  /// Springy playing: detached notes, long-short halves, beats that rise and fall. Mean of what is known.
  static func bounciness(
    articulation: Double?, swingRatio: Double?, beatContrast: Double?, _ configuration: Configuration
  ) -> Double {
    let lilt = swingRatio.map { max($0, 1 / $0) - 1 }
    let swing = lilt.map { ($0 / (configuration.fullBounceRatio - 1)).clampedToUnit }
    return blend([(articulation, 1), (swing, 1), (beatContrast, 1)]) ?? 0
  }

  /// How far attacks stand out: peak-to-loudness ratio (EBU Tech 3341/3342 quantities) and contrast of
  /// the beats. Mean of what is known.
  static func punchiness(
    audio: AudioStatistics, beatContrast: Double?, _ configuration: Configuration,
    _ warnings: inout [String]
  ) -> Double {
    var peak: Double?
    if let truePeak = audio.truePeakDbtp?.finite, let loudness = audio.loudnessLufs?.finite {
      peak = position(of: truePeak - loudness, in: configuration.punchRangeLu)
    }
    let blended = blend([(peak, 1), (beatContrast, 1)])
    if blended == nil { warnings.append("Punchiness could not be measured and was taken as 0") }
    return blended ?? 0
  }

  /// e^(−jitter/`stabilityJitter`): 1 when every bar is as long as the last.
  static func bpmStability(jitter: Double, _ configuration: Configuration) -> Double {
    exp(-jitter / configuration.stabilityJitter)
  }
}
