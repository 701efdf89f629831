import Foundation
package import NeckenCore

extension ClassificationMetrics {
  /// Bins of the calibration error, as in Guo et al. 2017.
  static let calibrationBins = 15

  /// Measures predictions.
  ///
  /// - Parameters:
  ///   - probabilities: one row per sample, one column per label; rows sum to 1.
  ///   - truth: index of the right label of each sample.
  package init(
    probabilities: [[Double]], truth: [Int], labels: [DanceStyle], costs: ConfusionCosts?
  ) {
    let labelCount = labels.count
    var confusion = Array(repeating: Array(repeating: 0, count: labelCount), count: labelCount)
    var squares = 0.0
    var losses = 0.0
    var bins = Array(repeating: (count: 0, confidence: 0.0, right: 0), count: Self.calibrationBins)
    for (row, label) in zip(probabilities, truth) {
      let answer = Self.mostProbable(row)
      confusion[label][answer] += 1
      for (index, probability) in row.enumerated() {
        let error = probability - (index == label ? 1 : 0)
        squares += error * error
      }
      losses -= log(max(row[label], 1e-15))
      let bin = min(Self.calibrationBins - 1, Int(row[answer] * Double(Self.calibrationBins)))
      bins[bin].count += 1
      bins[bin].confidence += row[answer]
      bins[bin].right += answer == label ? 1 : 0
    }
    let count = Double(max(1, truth.count))
    sampleCount = truth.count
    accuracy = Double((0..<labelCount).reduce(0) { $0 + confusion[$1][$1] }) / count
    macroF1 = Self.macroF1(of: confusion)
    expectedCalibrationError = bins.reduce(0) { $0 + ($1.confidence - Double($1.right)).magnitude } / count
    brierScore = squares / count
    logLoss = losses / count
    meanCost = costs.map { $0.meanCost(of: confusion, labels: labels) }
    self.confusion = confusion
  }

  static func mostProbable(_ row: [Double]) -> Int {
    row.indices.max { row[$0] < row[$1] } ?? 0
  }

  /// A label that occurs and is never found counts 0; one that neither occurs nor is answered is left out.
  private static func macroF1(of confusion: [[Int]]) -> Double {
    var sum = 0.0
    var labelCount = 0
    for label in confusion.indices {
      let truths = confusion[label].reduce(0, +)
      let answers = confusion.reduce(0) { $0 + $1[label] }
      guard truths + answers > 0 else { continue }
      labelCount += 1
      sum += 2 * Double(confusion[label][label]) / Double(truths + answers)
    }
    return labelCount > 0 ? sum / Double(labelCount) : 0
  }
}
