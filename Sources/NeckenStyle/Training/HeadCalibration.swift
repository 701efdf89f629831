import NeckenCore

/// How a classifier's scores become honest probabilities, by samples that it was not fitted on.
struct HeadCalibration {
  let temperature: Double
  let conformal: ConformalThresholds
  /// How the dance reader counts; `nil` without any reading among the samples.
  let reading: ReadingBlend?
  /// Of the samples, each by what was fitted on the other folds.
  let probabilities: [[Double]]

  /// - Parameters:
  ///   - heard: the dance reader's log-probability of each label for each sample; `nil` where it has not read.
  init(
    scores: [[Double]], heard: [[Double]?], truth: [Int], labels: [DanceStyle], folds: GroupedFolds,
    configuration: HeadTrainer.Configuration
  ) {
    func thresholds(_ probabilities: [[Double]], _ truth: [Int]) -> ConformalThresholds {
      .fit(
        probabilities: probabilities, truth: truth, labelCount: labels.count,
        coverage: configuration.conformalCoverage, minimumPerLabel: configuration.conformalSamplesPerLabel)
    }
    let alone = ScoreCalibration(scores, truth: truth, folds: folds)
    let blended = ReadingCalibration(
      scores, heard: heard, truth: truth, spared: labels.firstIndex(of: .unknown), folds: folds)
    temperature = alone.temperature
    conformal = thresholds(alone.probabilities, truth)
    reading = blended.map { blended in
      let having = heard.indices.filter { heard[$0] != nil }
      return ReadingBlend(
        weight: blended.fit.weight, temperature: blended.fit.temperature, reliability: blended.fit.reliability,
        conformal: thresholds(having.compactMap { blended.probabilities[$0] }, having.map { truth[$0] }))
    }
    probabilities = blended.map { zip($0.probabilities, alone.probabilities).map { $0 ?? $1 } } ?? alone.probabilities
  }
}
