/// How a model's scores become probabilities, by samples that it was not fitted on.
struct ScoreCalibration {
  let temperature: Double
  /// Of the samples, each with a temperature that was fitted on the other folds.
  let probabilities: [[Double]]

  init(_ scores: [[Double]], truth: [Int], folds: GroupedFolds) {
    let scaling = TemperatureScaling()
    temperature = scaling.fit(scores: scores, truth: truth)
    probabilities = folds.crossFitted { others in
      scaling.fit(scores: others.map { scores[$0] }, truth: others.map { truth[$0] })
    } value: { sample, temperature in
      softmax(scores[sample], temperature: temperature)
    }
  }
}

/// How much the dance reader counts beside a model, the temperature of both together, and how reliable their answers are.
struct ReadingCalibration {
  /// What is fitted.
  struct Fit {
    var weight: Double
    var temperature: Double
    var reliability = AnswerReliability.asTheySay
  }

  let fit: Fit
  /// Of the samples, each by what was fitted on the other folds; `nil` for those without a reading.
  let probabilities: [[Double]?]

  /// Weights that are tried. Few samples must not choose among many.
  private static let weights = [0, 0.25, 0.5, 0.75, 1, 1.5, 2]

  /// - Parameters:
  ///   - heard: the reader's log-probability of each label.
  ///   - spared: the label of none of the dances.
  /// - Returns: `nil` without any reading.
  init?(_ scores: [[Double]], heard: [[Double]?], truth: [Int], spared: Int?, folds: GroupedFolds) {
    let scaling = TemperatureScaling()
    func blended(_ sample: Int, _ weight: Double) -> [Double]? {
      heard[sample].map { ReadingBlend.scores(scores[sample], $0, weight: weight) }
    }
    func fitted(_ samples: [Int]) -> Fit? {
      let having = samples.filter { heard[$0] != nil }
      guard !having.isEmpty else { return nil }
      let known = having.map { truth[$0] }
      let trials = Self.weights.map { weight in
        let rows = having.compactMap { blended($0, weight) }
        let temperature = scaling.fit(scores: rows, truth: known)
        return (
          fit: Fit(weight: weight, temperature: temperature),
          loss: scaling.logLoss(scores: rows, truth: known, temperature: temperature)
        )
      }
      guard var fit = trials.min(by: { $0.loss < $1.loss })?.fit else { return nil }
      var answers: [(confidence: Double, isRight: Bool)] = []
      for sample in having {
        guard let row = blended(sample, fit.weight) else { continue }
        let chances = softmax(row, temperature: fit.temperature)
        let best = ClassificationMetrics.mostProbable(chances)
        if best != spared { answers.append((chances[best], best == truth[sample])) }
      }
      fit.reliability = .fit(confidences: answers.map(\.confidence), isRight: answers.map(\.isRight))
      return fit
    }
    guard let all = fitted(Array(scores.indices)) else { return nil }
    fit = all
    probabilities = folds.crossFitted { fitted($0) ?? all } value: { sample, fit in
      blended(sample, fit.weight).map { fit.reliability.applied(to: softmax($0, temperature: fit.temperature), spared: spared) }
    }
  }
}
