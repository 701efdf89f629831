import NeckenCore

/// Parameters of the random forest.
public struct ForestConfiguration: Hashable, Sendable {
  /// Default 200.
  public var treeCount = 200
  /// Samples below which a node is not divided. Default 4.
  public var minimumSplit = 4
  /// Deepest question. Default 16.
  public var maximumDepth = 16
  /// Same seed, same forest. Default 1.
  public var seed: UInt64 = 1

  public init() {}
}

extension RandomForest {
  /// Grows trees on bootstrapped samples; each node looks at √features features, drawn at random.
  static func fit(
    features: DesignMatrix, labels: [Int], labelCount: Int, configuration: ForestConfiguration
  ) -> RandomForest {
    var generator = SplitMix64(seed: configuration.seed)
    let trees = (0..<configuration.treeCount).map { _ in
      var grower = TreeGrower(
        features: features, labels: labels, labelCount: labelCount, configuration: configuration,
        generator: generator)
      let sample = (0..<features.rowCount).map { _ in
        Int.random(in: 0..<features.rowCount, using: &grower.generator)
      }
      grower.grow(sample, depth: 0)
      generator = grower.generator
      return grower.tree
    }
    return RandomForest(labelCount: labelCount, trees: trees)
  }
}

/// Grows one tree.
private struct TreeGrower {
  let features: DesignMatrix
  let labels: [Int]
  let labelCount: Int
  let configuration: ForestConfiguration
  var generator: SplitMix64
  var tree = RandomForest.Tree()

  private struct Split {
    let feature: Int
    let threshold: Double
  }

  /// Adds a node for the given samples, and all below it; returns its index.
  @discardableResult
  mutating func grow(_ samples: [Int], depth: Int) -> Int {
    let node = tree.features.count
    tree.features.append(-1)
    tree.thresholds.append(0)
    tree.lefts.append(0)
    tree.rights.append(0)
    let counts = labelCounts(of: samples)
    let isPure = counts.contains(samples.count)
    guard !isPure, samples.count >= configuration.minimumSplit, depth < configuration.maximumDepth,
      let split = bestSplit(of: samples, counts: counts)
    else {
      tree.lefts[node] = tree.leaves.count / labelCount
      tree.leaves += counts.map { Double($0) / Double(samples.count) }
      return node
    }
    tree.features[node] = split.feature
    tree.thresholds[node] = split.threshold
    tree.lefts[node] = grow(samples.filter { value($0, split.feature) <= split.threshold }, depth: depth + 1)
    tree.rights[node] = grow(samples.filter { value($0, split.feature) > split.threshold }, depth: depth + 1)
    return node
  }

  private func value(_ sample: Int, _ feature: Int) -> Double {
    features.values[sample * features.columnCount + feature]
  }

  private func labelCounts(of samples: [Int]) -> [Int] {
    var counts = [Int](repeating: 0, count: labelCount)
    for sample in samples { counts[labels[sample]] += 1 }
    return counts
  }

  /// The split with the least Gini impurity; `nil` when the drawn features do not divide the samples.
  private mutating func bestSplit(of samples: [Int], counts: [Int]) -> Split? {
    var best: (split: Split, purity: Double)?
    for feature in drawFeatures() {
      let sorted = samples.sorted { (value($0, feature), $0) < (value($1, feature), $1) }
      var left = [Int](repeating: 0, count: labelCount)
      var right = counts
      for position in 0..<(sorted.count - 1) {
        let label = labels[sorted[position]]
        left[label] += 1
        right[label] -= 1
        let here = value(sorted[position], feature)
        let next = value(sorted[position + 1], feature)
        guard next > here else { continue }
        let purity =
          Self.purity(left, count: position + 1) + Self.purity(right, count: sorted.count - position - 1)
        // Halfway, unless the two are so near that halfway rounds up to the right-hand value.
        let middle = here + (next - here) / 2
        if purity > best?.purity ?? -1 {
          best = (Split(feature: feature, threshold: middle < next ? middle : here), purity)
        }
      }
    }
    return best?.split
  }

  /// Sum of squared counts over the count: the larger, the less Gini impurity.
  private static func purity(_ counts: [Int], count: Int) -> Double {
    Double(counts.reduce(0) { $0 + $1 * $1 }) / Double(count)
  }

  private mutating func drawFeatures() -> [Int] {
    let wanted = max(1, Int(Double(features.columnCount).squareRoot().rounded()))
    var pool = Array(0..<features.columnCount)
    for position in 0..<wanted {
      pool.swapAt(position, Int.random(in: position..<pool.count, using: &generator))
    }
    return Array(pool[..<wanted])
  }
}
