import Foundation
import NeckenCore
import NeckenEvaluation

extension ClassificationMetrics {
  /// Measures predictions.
  ///
  /// - Parameters:
  ///   - probabilities: one row per sample, one column per label; rows sum to 1.
  ///   - truth: index of the right label of each sample.
  /// - Throws: when a row or a label is missing.
  init(
    probabilities: [[Double]], truth: [Int], labels: [DanceStyle], costs: ConfusionCosts
  ) throws(ClassificationError) {
    let names = labels.map(\.rawValue)
    let answers = probabilities.map(Self.mostProbable)
    let reference = truth.map { names[$0] }
    let confusion = try ConfusionMatrix(reference: reference, estimate: answers.map { names[$0] })
    let losses = zip(probabilities, truth).map { -log(max($0[$1], Self.leastProbability)) }
    self.init(
      sampleCount: truth.count, accuracy: confusion.accuracy, macroF1: confusion.macroFMeasure,
      expectedCalibrationError: Calibration.expectedError(
        confidences: zip(probabilities, answers).map { $0[$1] }, isCorrect: zip(truth, answers).map { $0 == $1 }),
      brierScore: try Calibration.brierScore(probabilities: probabilities, labels: names, reference: reference),
      logLoss: losses.reduce(0, +) / Double(max(1, losses.count)),
      meanCost: confusion.meanCost { costs.cost(truth: DanceStyle($0), answer: DanceStyle($1)) },
      confusion: confusion)
  }

  /// A dance that its fold could not know counts as this improbable, and no worse.
  static let leastProbability = 1e-6

  static func mostProbable(_ row: [Double]) -> Int {
    row.indices.max { row[$0] < row[$1] } ?? 0
  }
}
