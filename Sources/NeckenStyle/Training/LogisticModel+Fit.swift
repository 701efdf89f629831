import Foundation

extension LogisticModel {
  /// Fits by minimising the mean cross-entropy plus ‖weights‖² / (2 · inverseRegularisation · samples),
  /// the intercepts free: the objective of scikit-learn's LogisticRegression with C =
  /// `inverseRegularisation`. Labels that do not occur get a score that makes them impossible.
  ///
  /// - Parameters:
  ///   - features: standardised, one row per sample.
  ///   - start: a solution for a neighbouring regularisation, to begin from.
  static func fit(
    features: DesignMatrix, labels: [Int], labelCount: Int, inverseRegularisation: Double,
    start: LogisticModel? = nil, optimiser: LimitedMemoryBFGS = LimitedMemoryBFGS()
  ) -> LogisticModel {
    let present = Set(labels).sorted()
    guard present.count == labelCount else {
      return fitPresent(
        present, features: features, labels: labels, labelCount: labelCount,
        inverseRegularisation: inverseRegularisation, optimiser: optimiser)
    }
    let loss = CrossEntropy(
      features: features, labels: labels, labelCount: labelCount,
      penalty: 1 / (inverseRegularisation * Double(features.rowCount)))
    let size = (features.columnCount + 1) * labelCount
    let point = optimiser.minimise(
      from: start.map { $0.weights + $0.intercepts } ?? [Double](repeating: 0, count: size)
    ) { loss.value(at: $0, gradient: &$1) }
    // Intercepts are determined up to a constant; zero mean makes them comparable.
    let intercepts = point.suffix(labelCount)
    let mean = intercepts.reduce(0, +) / Double(labelCount)
    return LogisticModel(
      weights: Array(point.dropLast(labelCount)), intercepts: intercepts.map { $0 - mean })
  }

  /// A score so low that the softmax makes nothing of it, yet finite.
  private static let impossibleScore = -1e3

  private static func fitPresent(
    _ present: [Int], features: DesignMatrix, labels: [Int], labelCount: Int, inverseRegularisation: Double,
    optimiser: LimitedMemoryBFGS
  ) -> LogisticModel {
    var position = [Int](repeating: 0, count: labelCount)
    for (index, label) in present.enumerated() { position[label] = index }
    let small = fit(
      features: features, labels: labels.map { position[$0] }, labelCount: present.count,
      inverseRegularisation: inverseRegularisation, optimiser: optimiser)
    var weights = [Double](repeating: 0, count: features.columnCount * labelCount)
    var intercepts = [Double](repeating: impossibleScore, count: labelCount)
    for (index, label) in present.enumerated() {
      intercepts[label] = small.intercepts[index]
      for feature in 0..<features.columnCount {
        weights[feature * labelCount + label] = small.weights[feature * present.count + index]
      }
    }
    return LogisticModel(weights: weights, intercepts: intercepts)
  }
}

/// The regularised mean cross-entropy of a multinomial model, as a function of weights and intercepts.
private struct CrossEntropy {
  let features: DesignMatrix
  let labels: [Int]
  let labelCount: Int
  /// Factor of half the squared norm of the weights.
  let penalty: Double

  /// - Parameter point: the weights feature by feature, then the intercepts.
  func value(at point: [Double], gradient: inout [Double]) -> Double {
    let weightCount = features.columnCount * labelCount
    var total = 0.0
    var scores = [Double](repeating: 0, count: labelCount)
    let share = 1 / Double(features.rowCount)
    for index in 0..<weightCount { gradient[index] = penalty * point[index] }
    for index in weightCount..<point.count { gradient[index] = 0 }

    features.values.withUnsafeBufferPointer { values in
      point.withUnsafeBufferPointer { point in
        gradient.withUnsafeMutableBufferPointer { gradient in
          scores.withUnsafeMutableBufferPointer { scores in
            for row in 0..<features.rowCount {
              let start = row &* features.columnCount
              for label in 0..<labelCount { scores[label] = point[weightCount &+ label] }
              for column in 0..<features.columnCount {
                let value = values[start &+ column]
                let offset = column &* labelCount
                for label in 0..<labelCount { scores[label] += value * point[offset &+ label] }
              }
              total += residuals(of: row, scores: scores)
              for label in 0..<labelCount {
                scores[label] *= share
                gradient[weightCount &+ label] += scores[label]
              }
              for column in 0..<features.columnCount {
                let value = values[start &+ column]
                let offset = column &* labelCount
                for label in 0..<labelCount { gradient[offset &+ label] += value * scores[label] }
              }
            }
          }
        }
      }
    }
    var squares = 0.0
    for index in 0..<weightCount { squares += point[index] * point[index] }
    return total * share + penalty * squares / 2
  }

  /// Turns scores into probability minus truth, and returns the sample's loss.
  private func residuals(of row: Int, scores: UnsafeMutableBufferPointer<Double>) -> Double {
    var highest = scores[0]
    for label in 1..<labelCount { highest = max(highest, scores[label]) }
    let truth = scores[labels[row]] - highest
    var sum = 0.0
    for label in 0..<labelCount {
      scores[label] = exp(scores[label] - highest)
      sum += scores[label]
    }
    for label in 0..<labelCount { scores[label] /= sum }
    scores[labels[row]] -= 1
    return log(sum) - truth
  }
}
