import Foundation
import NeckenCore
import NeckenStyle
import TestSupport
import Testing

/// Our fit against scikit-learn's on the same numbers (Tests/Golden/style/make_logistic.py).
@Suite struct LogisticGoldenTests {
  private struct Golden: Decodable {
    struct Fit: Decodable {
      let model: String
      let inverse_regularisation: Double
      let weights: [[Double]]
      let intercepts: [Double]
      let probabilities: [[Double]]
    }
    let labels: [String]
    let values: [[Double]]
    let fits: [Fit]
  }

  /// The part of a head's file that another program would read.
  private struct HeadFile: Decodable {
    struct Model: Decodable {
      struct Classifier: Decodable {
        struct Logistic: Decodable {
          let weights: [[Double]]
          let intercepts: [Double]
        }
        let logistic: Logistic
      }
      let classifier: Classifier
      let temperature: Double
    }
    let whole: Model
    let scalars: Model
  }

  private static let tolerance = 1e-3

  @Test func agreesWithScikitLearn() throws {
    let file = RepositoryPaths.golden.appending(path: "style/logistic.json")
    let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
    let samples = zip(golden.values, golden.labels).enumerated().map { index, row in
      TrainingSample(
        vector: SyntheticSamples.vector(row.0), style: DanceStyle(row.1), group: "recording \(index)")
    }
    #expect(golden.fits.count == 4)
    for fit in golden.fits {
      var configuration = HeadTrainer.Configuration()
      configuration.inverseRegularisations = [fit.inverse_regularisation]
      let head = try HeadTrainer(configuration: configuration).train(samples)
      let content = try JSONDecoder().decode(HeadFile.self, from: JSONEncoder().encode(head))
      let isWhole = fit.model == "whole"
      let model = isWhole ? content.whole : content.scalars
      let logistic = model.classifier.logistic
      for (ours, theirs) in zip(logistic.weights, fit.weights) {
        #expect(largestDifference(ours, theirs) < Self.tolerance)
      }
      #expect(largestDifference(logistic.intercepts, fit.intercepts) < Self.tolerance)
      for (sample, expected) in zip(samples, fit.probabilities) {
        let vector = SyntheticSamples.vector(sample.vector.values, hasEmbedding: isWhole)
        let ranked = try head.predict(vector).ranked
        let calibrated = head.labels.map { label in ranked.first { $0.style == label }?.probability ?? 0 }
        // Undo the temperature, which scikit-learn does not know.
        let powers = calibrated.map { pow($0, model.temperature) }
        let sum = powers.reduce(0, +)
        #expect(largestDifference(powers.map { $0 / sum }, expected) < Self.tolerance)
      }
    }
  }

  private func largestDifference(_ first: [Double], _ second: [Double]) -> Double {
    guard first.count == second.count else { return .infinity }
    return zip(first, second).map { abs($0 - $1) }.max() ?? .infinity
  }
}
