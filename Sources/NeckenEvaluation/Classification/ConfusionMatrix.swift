public import NeckenCore

/// How often each true class was called what.
public struct ConfusionMatrix: Hashable, Sendable, Codable {
  /// All classes that occur on either side, sorted.
  public let labels: [String]
  /// `counts[r][e]`: samples of class `labels[r]` that were called `labels[e]`.
  public let counts: [[Int]]

  /// - Parameters:
  ///   - reference: true class of each sample.
  ///   - estimate: class given to each sample.
  /// - Throws: ``ClassificationError/lengthsDiffer(reference:estimate:)``.
  public init(reference: [String], estimate: [String]) throws(ClassificationError) {
    guard reference.count == estimate.count else {
      throw .lengthsDiffer(reference: reference.count, estimate: estimate.count)
    }
    let labels = Set(reference + estimate).sorted()
    let indices = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
    var counts = Array(repeating: Array(repeating: 0, count: labels.count), count: labels.count)
    for (expected, found) in zip(reference, estimate) {
      if let row = indices[expected], let column = indices[found] { counts[row][column] += 1 }
    }
    self.labels = labels
    self.counts = counts
  }

  /// Samples in all.
  public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// Share of samples called right, 0…1; 0 without samples.
  public var accuracy: Double {
    total > 0 ? Double(labels.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(total) : 0
  }

  /// Precision and recall of each class, in the order of ``labels``; 0 where a class never occurs on the
  /// side that is counted.
  public var classHitRates: [HitRate] {
    labels.indices.map { index in
      let hits = Double(counts[index][index])
      let called = counts.reduce(0) { $0 + $1[index] }
      let actual = counts[index].reduce(0, +)
      return HitRate(
        precision: called > 0 ? hits / Double(called) : 0, recall: actual > 0 ? hits / Double(actual) : 0)
    }
  }

  /// Mean F-measure of all classes, each with the same weight, 0…1; 0 without samples.
  public var macroFMeasure: Double { Statistics.mean(classHitRates.map(\.fMeasure)) ?? 0 }

  /// Mean cost of a sample: how grave the errors are, where some are graver than others.
  /// - Parameter cost: cost of calling the first (true) class by the second; 0 for the same.
  public func meanCost(_ cost: (_ reference: String, _ estimate: String) -> Double) -> Double {
    guard total > 0 else { return 0 }
    var sum = 0.0
    for (row, expected) in labels.enumerated() {
      for (column, found) in labels.enumerated() where counts[row][column] > 0 {
        sum += Double(counts[row][column]) * cost(expected, found)
      }
    }
    return sum / Double(total)
  }
}

/// Why a classification could not be judged.
public enum ClassificationError: NeckenError, Equatable {
  case lengthsDiffer(reference: Int, estimate: Int)
  case classMissing(label: String, sample: Int)

  public var cause: String {
    switch self {
    case .lengthsDiffer(let reference, let estimate):
      "there are \(reference) true classes but \(estimate) estimates"
    case .classMissing(let label, let sample):
      "sample \(sample) is of class \"\(label)\", which has no probability"
    }
  }

  public var remedy: String? {
    switch self {
    case .lengthsDiffer: "give one estimate for each true class"
    case .classMissing: "give a probability for every class that occurs"
    }
  }
}
