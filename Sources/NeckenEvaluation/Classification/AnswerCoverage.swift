/// How much can be answered when the unsure rest is left open.
public enum AnswerCoverage {
  /// The largest share of samples, the surest first, that is answered with at least the given accuracy.
  ///
  /// - Parameters:
  ///   - accuracy: wanted of those answered, 0…1.
  ///   - confidences: one a sample; of equals the earlier sample goes first.
  ///   - isCorrect: whether each answer is right.
  /// - Returns: 0…1; 0 without samples.
  public static func share(ofAccuracy accuracy: Double, confidences: [Double], isCorrect: [Bool]) -> Double {
    let count = min(confidences.count, isCorrect.count)
    let covered = surest(ofAccuracy: accuracy, confidences: confidences, isCorrect: isCorrect)
    return count == 0 ? 0 : Double(covered.count) / Double(count)
  }

  /// Which samples those are, the surest first.
  public static func surest(ofAccuracy accuracy: Double, confidences: [Double], isCorrect: [Bool]) -> [Int] {
    let surest = zip(confidences.indices, zip(confidences, isCorrect)).sorted {
      ($1.1.0, $0.0) < ($0.1.0, $1.0)
    }
    var right = 0
    var covered = 0
    for (rank, sample) in surest.enumerated() {
      right += sample.1.1 ? 1 : 0
      if Double(right) >= accuracy * Double(rank + 1) { covered = rank + 1 }
    }
    return surest.prefix(covered).map(\.0)
  }
}
