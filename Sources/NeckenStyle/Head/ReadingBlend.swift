import Foundation
import NeckenCore

/// How a model weighs what the dance reader heard (``NeckenCore/DanceReading``) with its own scores, where there is such a reading.
///
/// P ∝ exp((log-probability by the model + `weight` · log-probability by the reader) / `temperature`): one measures what
/// people can name, the other listens to how it is played, and they err differently. Then the answer's probability is made as
/// reliable as it has been (``AnswerReliability``).
struct ReadingBlend: Hashable, Sendable, Codable {
  /// How much the reading counts beside the model, 0…
  let weight: Double
  let temperature: Double
  /// How often answers that are a dance are right.
  let reliability: AnswerReliability
  let conformal: ConformalThresholds

  /// Log-odds of the labels, before the temperature.
  static func scores(_ own: [Double], _ reading: [Double], weight: Double) -> [Double] {
    zip(softmax(own), reading).map { log(max($0, least)) + weight * $1 }
  }

  /// A model that excludes a label does not silence the reader.
  private static let least = 1e-4

  /// - Parameter spared: the label of none of the dances.
  func probabilities(own: [Double], reading: [Double], spared: Int?) -> [Double] {
    reliability.applied(
      to: softmax(Self.scores(own, reading, weight: weight), temperature: temperature), spared: spared)
  }

  func hasShape(labels: Int) -> Bool {
    weight.isFinite && weight >= 0 && temperature.isFinite && temperature > 0 && reliability.isFinite
      && conformal.hasShape(labels: labels)
  }
}
