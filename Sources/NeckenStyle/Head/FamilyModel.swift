import Foundation

/// First the meter's family, then the dance within it: what crosses meters is judged once, by all samples.
struct FamilyModel: Hashable, Sendable, Codable {
  /// One family: which labels it may be, by index, and what tells them apart.
  struct Family: Hashable, Sendable, Codable {
    let labels: [Int]
    /// `nil` where there is one label alone.
    let classifier: CalibratedModel.Classifier?
  }

  let labelCount: Int
  let families: [Family]
  /// Tells the families; `nil` where there is one alone.
  let root: CalibratedModel.Classifier?

  private enum CodingKeys: String, CodingKey {
    case families, root
    case labelCount = "label_count"
  }

  /// Logarithms of probability of family times probability of label within it. A label in two families has
  /// both its parts.
  func scores(of values: [Double]) -> [Double] {
    let ofFamilies = root.map { softmax($0.scores(of: values)) } ?? families.map { _ in 1 }
    var probabilities = [Double](repeating: 0, count: labelCount)
    for (family, probability) in zip(families, ofFamilies) {
      let within = family.classifier.map { softmax($0.scores(of: values)) } ?? [1]
      for (label, share) in zip(family.labels, within) { probabilities[label] += probability * share }
    }
    return probabilities.map { log(max($0, Self.least)) }
  }

  /// Improbable and not impossible.
  private static let least = 1e-9

  func hasShape(labels: Int, features: Int) -> Bool {
    guard labelCount == labels, !families.isEmpty, Set(families.flatMap(\.labels)).count == labels else { return false }
    let fits = families.allSatisfy { family in
      guard !family.labels.isEmpty, family.labels.allSatisfy({ (0..<labels).contains($0) }) else { return false }
      return family.classifier?.hasShape(labels: family.labels.count, features: features)
        ?? (family.labels.count == 1)
    }
    return fits && (root?.hasShape(labels: families.count, features: features) ?? (families.count == 1))
  }
}
