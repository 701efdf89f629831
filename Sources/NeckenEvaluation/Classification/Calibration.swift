/// Whether stated probabilities are kept.
public enum Calibration {
  /// Expected calibration error: mean distance of confidence and accuracy over bins of confidence, weighted
  /// by their samples, 0 best (Guo et al., "On calibration of modern neural networks", ICML 2017).
  /// - Parameters:
  ///   - confidences: probability given to the class that was chosen, 0…1, one a sample.
  ///   - isCorrect: whether that class was right; further values than there are confidences are not used.
  ///   - bins: equal bins of (0, 1], each with its upper edge.
  /// - Returns: 0 without samples.
  public static func expectedError(confidences: [Double], isCorrect: [Bool], bins: Int = 15) -> Double {
    let samples = zip(confidences, isCorrect)
    let count = min(confidences.count, isCorrect.count)
    guard count > 0, bins > 0 else { return 0 }
    var gaps = Array(repeating: 0.0, count: bins)
    for (confidence, correct) in samples {
      let bin = min(max(Int((confidence * Double(bins)).rounded(.up)) - 1, 0), bins - 1)
      gaps[bin] += confidence - (correct ? 1 : 0)
    }
    return gaps.reduce(0) { $0 + abs($1) } / Double(count)
  }

  /// Brier's score for many classes: mean squared distance of the probabilities from the truth, 0…2, 0 best
  /// (Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78, 1950).
  /// - Parameters:
  ///   - probabilities: one row a sample, in the order of `labels`.
  ///   - reference: true class of each sample.
  /// - Returns: 0 without samples.
  /// - Throws: ``ClassificationError`` when counts differ or a true class is not among `labels`.
  public static func brierScore(
    probabilities: [[Double]], labels: [String], reference: [String]
  ) throws(ClassificationError) -> Double {
    guard probabilities.count == reference.count else {
      throw .lengthsDiffer(reference: reference.count, estimate: probabilities.count)
    }
    guard !reference.isEmpty else { return 0 }
    var sum = 0.0
    for (sample, (row, label)) in zip(probabilities, reference).enumerated() {
      guard let truth = labels.firstIndex(of: label), row.count == labels.count else {
        throw .classMissing(label: label, sample: sample)
      }
      for (index, probability) in row.enumerated() {
        let error = probability - (index == truth ? 1 : 0)
        sum += error * error
      }
    }
    return sum / Double(reference.count)
  }
}
