import Foundation
import NeckenCore
import NeckenStyle
import TestSupport

/// Labelled vectors made by a seeded generator.
enum SyntheticSamples {
  /// Gaussian clouds, one per dance, around random centres.
  ///
  /// - Parameters:
  ///   - distance: of the centres from the origin, in standard deviations of the noise, over all slots.
  ///   - perRecording: samples that share a recording, and nearly their values.
  static func clouds(
    of styles: [DanceStyle], count: Int, distance: Double, seed: UInt64, perRecording: Int = 1,
    hasEmbedding: Bool = true
  ) -> [TrainingSample] {
    var generator = SeededGenerator(seed: seed)
    let slots = FeatureVector.count
    let scale = distance / Double(slots).squareRoot()
    let centres = styles.map { _ in (0..<slots).map { _ in scale * normal(&generator) } }
    return (0..<count).flatMap { index -> [TrainingSample] in
      let style = index % styles.count
      let recording = centres[style].map { $0 + normal(&generator) }
      return (0..<perRecording).map { _ in
        let values = recording.enumerated().map { slot, value in
          !hasEmbedding && slot < FeatureVector.embeddingCount ? 0 : value + 0.05 * normal(&generator)
        }
        return TrainingSample(
          vector: vector(values, hasEmbedding: hasEmbedding), style: styles[style], group: "recording \(index)")
      }
    }
  }

  static func vector(_ values: [Double], hasEmbedding: Bool = true) -> FeatureVector {
    do { return try FeatureVector(values: values, hasEmbedding: hasEmbedding) } catch {
      preconditionFailure("synthetic values are finite and whole: \(error)")
    }
  }

  static func normal(_ generator: inout SeededGenerator) -> Double {
    let first = Double.random(in: .leastNonzeroMagnitude...1, using: &generator)
    let second = Double.random(in: 0...1, using: &generator)
    return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
  }
}
