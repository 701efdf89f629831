import Foundation

/// Several classifiers that answer together: the mean of their log-probabilities.
///
/// A line and trees err differently; where they agree the answer is surer, where they do not it is less sure.
struct BlendedModel: Hashable, Sendable, Codable {
  let members: [CalibratedModel.Classifier]

  func scores(of values: [Double]) -> [Double] { Self.mean(of: members.map { $0.scores(of: values) }) }

  /// The mean of several models' scores of one recording, each brought to log-probabilities.
  static func mean(of scores: [[Double]]) -> [Double] {
    var sum = Array(repeating: 0.0, count: scores.first?.count ?? 0)
    for row in scores {
      for (index, probability) in softmax(row).enumerated() {
        sum[index] += log(max(probability, least)) / Double(scores.count)
      }
    }
    return sum
  }

  /// A model that excludes a label does not silence the others.
  private static let least = 1e-4

  func hasShape(labels: Int, features: Int) -> Bool {
    !members.isEmpty && members.allSatisfy { $0.hasShape(labels: labels, features: features) }
  }
}
