import Foundation

/// Many decision trees on bootstrapped samples and random features (Breiman 2001); the mean of their leaves.
///
/// An option beside ``LogisticModel`` for users with thousands of labels. Its raw probabilities are
/// poorly calibrated on small data, which the temperature mends only in part.
struct RandomForest: Hashable, Sendable, Codable {
  let labelCount: Int
  let trees: [Tree]

  /// A binary tree as parallel arrays; node 0 is the root.
  struct Tree: Hashable, Sendable, Codable {
    /// The feature that a node asks about; −1 in a leaf.
    var features: [Int] = []
    /// Values up to and including this go left.
    var thresholds: [Double] = []
    /// The left child; the right one follows from `rights`. In a leaf, the leaf's number.
    var lefts: [Int] = []
    var rights: [Int] = []
    /// Probabilities per label, leaf after leaf.
    var leaves: [Double] = []

    func leaf(for values: [Double]) -> Int {
      var node = 0
      while features[node] >= 0 {
        node = values[features[node]] <= thresholds[node] ? lefts[node] : rights[node]
      }
      return lefts[node]
    }
  }

  private enum CodingKeys: String, CodingKey {
    case trees
    case labelCount = "label_count"
  }

  /// Logarithms of the averaged leaves, floored so that an unseen label is improbable and not impossible.
  func scores(of values: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: labelCount)
    for tree in trees {
      let start = tree.leaf(for: values) * labelCount
      for label in 0..<labelCount { sums[label] += tree.leaves[start + label] }
    }
    let floor = 0.5 / Double(trees.count)
    return sums.map { log(max($0 / Double(trees.count), floor)) }
  }

  /// Whether every tree can be walked: children lie behind their parent, so that no walk is endless.
  func hasShape(labels: Int, features featureCount: Int) -> Bool {
    guard labelCount == labels, !trees.isEmpty else { return false }
    return trees.allSatisfy { tree in
      let count = tree.features.count
      guard count > 0, tree.thresholds.count == count, tree.lefts.count == count, tree.rights.count == count
      else { return false }
      return (0..<count).allSatisfy { node in
        if tree.features[node] < 0 {
          return tree.lefts[node] >= 0 && (tree.lefts[node] + 1) * labels <= tree.leaves.count
        }
        return tree.features[node] < featureCount && tree.lefts[node] > node && tree.lefts[node] < count
          && tree.rights[node] > node && tree.rights[node] < count
      }
    }
  }
}
