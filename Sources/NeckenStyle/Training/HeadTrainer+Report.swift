import NeckenCore
import NeckenEvaluation

extension HeadTrainer {
  func report(
    _ choice: ModelChoice, scores: [[Double]], calibration: HeadCalibration, truth: [Int], labels: [DanceStyle],
    folds: GroupedFolds
  ) throws(ClassificationError) -> ModelReport {
    let measure = { (probabilities: [[Double]], truth: [Int]) throws(ClassificationError) in
      try ClassificationMetrics(
        probabilities: probabilities, truth: truth, labels: labels, costs: configuration.costs)
    }
    let calibrated = calibration.probabilities
    let answered = calibrated.indices.filter { (calibrated[$0].max() ?? 0) >= configuration.minimumConfidence }
    var foldReports: [FoldReport] = []
    for fold in 0..<folds.count {
      let samples = folds.samples(in: fold)
      let metrics = try measure(samples.map { calibrated[$0] }, samples.map { truth[$0] })
      foldReports.append(
        FoldReport(sampleCount: samples.count, accuracy: metrics.accuracy, macroF1: metrics.macroF1))
    }
    let raw = try measure(scores.map { softmax($0) }, truth)
    let certain = try measure(answered.map { calibrated[$0] }, answered.map { truth[$0] })
    return ModelReport(
      method: choice.method + (calibration.reading.map { "\(Self.readerClause)\($0.weight)" } ?? ""),
      inverseRegularisation: choice.inverseRegularisation, tried: choice.tried,
      temperature: calibration.reading?.temperature ?? calibration.temperature, metrics: try measure(calibrated, truth),
      uncalibratedCalibrationError: raw.expectedCalibrationError, folds: foldReports,
      unknownShare: 1 - Double(answered.count) / Double(max(1, truth.count)),
      accuracyWhenAnswered: certain.accuracy,
      coverageAt90: AnswerCoverage.share(
        ofAccuracy: Self.coverageAccuracy, confidences: calibrated.map { $0.max() ?? 0 },
        isCorrect: zip(calibrated, truth).map { ClassificationMetrics.mostProbable($0) == $1 }))
  }

  /// Before the reader's weight, in ``ModelReport/method``.
  static let readerClause = ", and the dance reader at weight "

  /// The accuracy that ``ModelReport/coverageAt90`` is about.
  private static let coverageAccuracy = 0.9
}

/// Which model was chosen, and among which.
struct ModelChoice {
  /// Without the dance reader.
  let method: String
  let inverseRegularisation: Double?
  let tried: [CandidateTrial]
}
