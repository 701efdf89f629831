import NeckenCore
import NeckenEvaluation

extension HeadTrainer {
  func report(
    trials: [Trial], best: Trial, readingWeight: Double?, temperature: Double, calibrated: [[Double]], truth: [Int],
    labels: [DanceStyle], folds: GroupedFolds
  ) throws(ClassificationError) -> ModelReport {
    let measure = { (probabilities: [[Double]], truth: [Int]) throws(ClassificationError) in
      try ClassificationMetrics(
        probabilities: probabilities, truth: truth, labels: labels, costs: configuration.costs)
    }
    let answered = calibrated.indices.filter { (calibrated[$0].max() ?? 0) >= configuration.minimumConfidence }
    var foldReports: [FoldReport] = []
    for fold in 0..<folds.count {
      let samples = folds.samples(in: fold)
      let metrics = try measure(samples.map { calibrated[$0] }, samples.map { truth[$0] })
      foldReports.append(
        FoldReport(sampleCount: samples.count, accuracy: metrics.accuracy, macroF1: metrics.macroF1))
    }
    let raw = try measure(best.scores.map { softmax($0) }, truth)
    let certain = try measure(answered.map { calibrated[$0] }, answered.map { truth[$0] })
    return ModelReport(
      method: best.candidate.name + (readingWeight.map { ", and the dance reader at weight \($0)" } ?? ""),
      inverseRegularisation: best.candidate.inverseRegularisation,
      tried: trials.map {
        CandidateTrial(
          model: $0.candidate.name, inverseRegularisation: $0.candidate.inverseRegularisation,
          logLoss: $0.logLoss)
      },
      temperature: temperature, metrics: try measure(calibrated, truth),
      uncalibratedCalibrationError: raw.expectedCalibrationError, folds: foldReports,
      unknownShare: 1 - Double(answered.count) / Double(max(1, truth.count)),
      accuracyWhenAnswered: certain.accuracy,
      coverageAt90: AnswerCoverage.share(
        ofAccuracy: Self.coverageAccuracy, confidences: calibrated.map { $0.max() ?? 0 },
        isCorrect: zip(calibrated, truth).map { ClassificationMetrics.mostProbable($0) == $1 }))
  }

  /// The accuracy that ``ModelReport/coverageAt90`` is about.
  private static let coverageAccuracy = 0.9
}
