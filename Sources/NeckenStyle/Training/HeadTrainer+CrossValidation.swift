import NeckenCore
import NeckenEvaluation

extension HeadTrainer {
  /// Cross-validates, calibrates and fits one model on the given slots.
  func trainModel(
    _ samples: [TrainingSample], labels: [DanceStyle], slots: Range<Int>
  ) throws(ClassificationError) -> (model: CalibratedModel, report: ModelReport) {
    let features = DesignMatrix(rows: samples.map { $0.vector.values[slots] }, columnCount: slots.count)
    let position = Dictionary(zip(labels, labels.indices)) { first, _ in first }
    let truth = samples.map { position[$0.style, default: 0] }
    let folds = GroupedFolds(
      groups: samples.map(\.group), labels: truth, labelCount: labels.count, wanted: configuration.foldCount)

    let trials = crossValidate(features: features, truth: truth, labelCount: labels.count, folds: folds)
    // Of equally good strengths the first, which has the smaller weights.
    let best = trials.min { $0.logLoss < $1.logLoss } ?? trials[0]
    let temperature = TemperatureScaling().fit(scores: best.scores, truth: truth)
    let calibrated = crossCalibrated(best.scores, truth: truth, folds: folds)

    let standardisation = features.standardisation()
    let classifier = fit(
      features.standardised(by: standardisation), truth: truth, labelCount: labels.count,
      inverseRegularisation: best.inverseRegularisation)
    let model = CalibratedModel(
      slots: slots, standardisation: standardisation, classifier: classifier, temperature: temperature,
      conformal: .fit(
        probabilities: calibrated, truth: truth, labelCount: labels.count,
        coverage: configuration.conformalCoverage, minimumPerLabel: configuration.conformalSamplesPerLabel))
    return (
      model,
      try report(
        trials: trials, best: best, temperature: temperature, calibrated: calibrated, truth: truth,
        labels: labels, folds: folds)
    )
  }

  /// One regularisation with the scores it gives to samples it was not fitted on.
  private struct Trial {
    let inverseRegularisation: Double
    let scores: [[Double]]
    let logLoss: Double
  }

  private func crossValidate(
    features: DesignMatrix, truth: [Int], labelCount: Int, folds: GroupedFolds
  ) -> [Trial] {
    let strengths =
      switch configuration.method {
      case .logisticRegression: configuration.inverseRegularisations
      case .randomForest: [1.0]
      }
    var scores = Array(
      repeating: Array(repeating: [Double](), count: truth.count), count: strengths.count)
    for fold in 0..<folds.count {
      let training = folds.samples(outside: fold)
      let raw = features.rows(training)
      let standardisation = raw.standardisation()
      let standardised = raw.standardised(by: standardisation)
      let trainingTruth = training.map { truth[$0] }
      var previous: CalibratedModel.Classifier?
      for (index, strength) in strengths.enumerated() {
        let classifier = fit(
          standardised, truth: trainingTruth, labelCount: labelCount, inverseRegularisation: strength,
          start: previous)
        for sample in folds.samples(in: fold) {
          scores[index][sample] = classifier.scores(of: standardisation.apply(features.row(sample)))
        }
        previous = classifier
      }
    }
    return zip(strengths, scores).map { strength, scores in
      let scaling = TemperatureScaling()
      let temperature = scaling.fit(scores: scores, truth: truth)
      return Trial(
        inverseRegularisation: strength, scores: scores,
        logLoss: scaling.logLoss(scores: scores, truth: truth, temperature: temperature))
    }
  }

  /// The classifier of one fit, beginning from the last one where that helps.
  private func fit(
    _ features: DesignMatrix, truth: [Int], labelCount: Int, inverseRegularisation: Double,
    start: CalibratedModel.Classifier? = nil
  ) -> CalibratedModel.Classifier {
    switch configuration.method {
    case .logisticRegression:
      var warm: LogisticModel?
      if case .logistic(let model)? = start { warm = model }
      return .logistic(
        .fit(
          features: features, labels: truth, labelCount: labelCount,
          inverseRegularisation: inverseRegularisation, start: warm))
    case .randomForest:
      return .forest(
        .fit(features: features, labels: truth, labelCount: labelCount, configuration: configuration.forest))
    }
  }

  /// Probabilities whose temperature was fitted on the other folds.
  private func crossCalibrated(_ scores: [[Double]], truth: [Int], folds: GroupedFolds) -> [[Double]] {
    var probabilities = scores
    for fold in 0..<folds.count {
      let others = folds.samples(outside: fold)
      let temperature = TemperatureScaling().fit(
        scores: others.map { scores[$0] }, truth: others.map { truth[$0] })
      for sample in folds.samples(in: fold) {
        probabilities[sample] = softmax(scores[sample], temperature: temperature)
      }
    }
    return probabilities
  }
}

// MARK: The report
extension HeadTrainer {
  private func report(
    trials: [Trial], best: Trial, temperature: Double, calibrated: [[Double]], truth: [Int],
    labels: [DanceStyle], folds: GroupedFolds
  ) throws(ClassificationError) -> ModelReport {
    let measure = { (probabilities: [[Double]], truth: [Int]) throws(ClassificationError) in
      try ClassificationMetrics(
        probabilities: probabilities, truth: truth, labels: labels, costs: configuration.costs)
    }
    let isLinear = configuration.method == .logisticRegression
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
      method: isLinear ? "logistic regression" : "random forest",
      inverseRegularisation: isLinear ? best.inverseRegularisation : nil,
      tried: isLinear
        ? trials.map {
          RegularisationTrial(inverseRegularisation: $0.inverseRegularisation, logLoss: $0.logLoss)
        } : [],
      temperature: temperature, metrics: try measure(calibrated, truth),
      uncalibratedCalibrationError: raw.expectedCalibrationError, folds: foldReports,
      unknownShare: 1 - Double(answered.count) / Double(max(1, truth.count)),
      accuracyWhenAnswered: certain.accuracy,
      coverageAt90: Self.coverage(ofAccuracy: 0.9, probabilities: calibrated, truth: truth))
  }

  /// The largest share of samples, the surest first, that is answered with at least the given accuracy.
  static func coverage(ofAccuracy wanted: Double, probabilities: [[Double]], truth: [Int]) -> Double {
    let surest = probabilities.indices.sorted {
      (probabilities[$1].max() ?? 0, $0) < (probabilities[$0].max() ?? 0, $1)
    }
    var right = 0
    var covered = 0
    for (rank, sample) in surest.enumerated() {
      right += ClassificationMetrics.mostProbable(probabilities[sample]) == truth[sample] ? 1 : 0
      if Double(right) >= wanted * Double(rank + 1) { covered = rank + 1 }
    }
    return Double(covered) / Double(max(1, truth.count))
  }
}
