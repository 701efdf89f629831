import NeckenCore

/// Scores from 0 to 1 over the measures. Each names in its file what it measures and how.
struct Scores {
  typealias Configuration = Reanalysis.Configuration.Scores

  /// What the vector holds when articulation was not measured: neither legato nor staccato.
  static let neutralArticulation = 0.5

  let measuredArticulation: Double?
  let bounciness: Double
  let punchiness: Double
  let polska: Double
  let hambo: Double
  let bpmStability: Double

  var articulation: Double { measuredArticulation ?? Self.neutralArticulation }

  init(
    _ measures: RhythmMeasures, _ artifacts: RawArtifacts, reading: RhythmReading,
    configuration: Configuration, warnings: inout [String]
  ) {
    measuredArticulation = artifacts.dynamics?.onsetDecay?.finite?.clampedToUnit
    if measuredArticulation == nil { warnings.append("Articulation was not measured") }

    let contrast = Self.beatContrast(reading, configuration)
    bounciness = Self.bounciness(
      articulation: measuredArticulation, swingRatio: measures.swing.ratio, beatContrast: contrast,
      configuration)
    punchiness = Self.punchiness(audio: artifacts.audio, beatContrast: contrast, configuration, &warnings)
    bpmStability = measures.barJitter.map { Self.bpmStability(jitter: $0, configuration) } ?? 0
    if reading.energies == nil, !reading.isEmpty {
      warnings.append("Energy at the beats is missing: scores rest on beat shares alone")
    }
    polska = Self.polska(measures, ternaryConfidence: reading.ternaryConfidence, configuration)
    hambo = Self.hambo(measures, ternaryConfidence: reading.ternaryConfidence, configuration)
  }

  /// Weighted mean of the parts that could be measured; `nil` of none.
  static func blend(_ parts: [(value: Double?, weight: Double)]) -> Double? {
    var sum = 0.0
    var weights = 0.0
    for case (let value?, let weight) in parts {
      sum += value * weight
      weights += weight
    }
    return weights > 0 ? sum / weights : nil
  }

  /// Position of a value in a range, held to 0…1.
  static func position(of value: Double, in range: ClosedRange<Double>) -> Double {
    ((value - range.lowerBound) / (range.upperBound - range.lowerBound)).clampedToUnit
  }
}
