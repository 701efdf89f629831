import Foundation

/// One number that makes a classifier's confidence honest: Guo, Pleiss, Sun and Weinberger, "On
/// calibration of modern neural networks", ICML 2017.
struct TemperatureScaling {
  /// Bounds of the temperature: few samples must not make a head twice as sure as it was, nor mute it.
  var range: ClosedRange<Double> = 0.5...8

  /// Golden-section steps; each narrows the bracket to 0.62 of its width.
  private static let steps = 60

  /// The temperature with the least mean negative log-likelihood of the truth; 1 without samples.
  func fit(scores: [[Double]], truth: [Int]) -> Double {
    guard !scores.isEmpty else { return 1 }
    let golden = (5.0.squareRoot() - 1) / 2
    // In log(temperature) the loss has a single minimum.
    var low = log(range.lowerBound)
    var high = log(range.upperBound)
    var left = high - golden * (high - low)
    var right = low + golden * (high - low)
    var leftLoss = logLoss(scores: scores, truth: truth, temperature: exp(left))
    var rightLoss = logLoss(scores: scores, truth: truth, temperature: exp(right))
    for _ in 0..<Self.steps {
      if leftLoss <= rightLoss {
        (high, right, rightLoss) = (right, left, leftLoss)
        left = high - golden * (high - low)
        leftLoss = logLoss(scores: scores, truth: truth, temperature: exp(left))
      } else {
        (low, left, leftLoss) = (left, right, rightLoss)
        right = low + golden * (high - low)
        rightLoss = logLoss(scores: scores, truth: truth, temperature: exp(right))
      }
    }
    return exp((low + high) / 2)
  }

  func logLoss(scores: [[Double]], truth: [Int], temperature: Double) -> Double {
    let floor = log(ClassificationMetrics.leastProbability)
    var sum = 0.0
    for (row, label) in zip(scores, truth) {
      let highest = row.max() ?? 0
      let normaliser = row.reduce(0) { $0 + exp(($1 - highest) / temperature) }
      sum -= max(floor, (row[label] - highest) / temperature - log(normaliser))
    }
    return sum / Double(max(1, truth.count))
  }
}
