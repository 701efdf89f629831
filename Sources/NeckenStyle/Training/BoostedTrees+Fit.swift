import Foundation
import NeckenCore

/// Parameters of boosted trees.
public struct BoostingConfiguration: Hashable, Sendable {
  /// Rounds to choose from by cross-validation; each adds a tree a label. Default 30, 60 and 120.
  public var rounds = [30, 60, 120]
  /// Questions from root to leaf. Default 3.
  public var depth = 3
  /// What of each tree's correction is taken, 0…1. Default 0.1.
  public var learningRate = 0.1
  /// Share of the samples that each round sees. Default 0.7.
  public var sampleShare = 0.7
  /// Share of the features that each tree sees. Default 0.35.
  public var featureShare = 0.35
  /// Penalty on the leaves' squares, in samples' worth of curvature. Default 3.
  public var leafPenalty = 3.0
  /// Least curvature (Σ p(1 − p)) on either side of a question. Default 1.
  public var leastCurvature = 1.0
  /// Values of a feature are told apart by so many quantiles. Default 32.
  public var quantiles = 32
  /// Same seed, same trees. Default 1.
  public var seed: UInt64 = 1

  public init() {}
}

extension BoostedTrees {
  /// Fits by Newton steps on the multinomial log-loss, with the samples and features drawn anew each round
  /// (Friedman 2002, doi:10.1016/S0167-9473(01)00065-2) and leaves shrunk by their curvature (Chen and
  /// Guestrin 2016, doi:10.1145/2939672.2939785).
  ///
  /// - Parameter features: standardised, one row per sample; at least one row.
  static func fit(
    features: DesignMatrix, labels: [Int], labelCount: Int, rounds: Int, configuration: BoostingConfiguration
  ) -> BoostedTrees {
    var grower = BoostingGrower(
      features: features, labels: labels, labelCount: labelCount, configuration: configuration)
    for _ in 0..<rounds { grower.addRound() }
    return BoostedTrees(
      depth: configuration.depth, baseScores: grower.baseScores, features: grower.questions.map(\.feature),
      thresholds: grower.questions.map(\.threshold), leaves: grower.leaves)
  }
}

/// Grows the trees round by round.
private struct BoostingGrower {
  struct Question {
    var feature: Int
    /// Greatest quantile that goes left.
    var bin: Int
    var threshold: Double
  }

  let table: QuantileTable
  let labels: [Int]
  let labelCount: Int
  let configuration: BoostingConfiguration
  let baseScores: [Double]
  private(set) var questions: [Question] = []
  private(set) var leaves: [Double] = []
  private var scores: [Double]
  private var generator: SplitMix64

  private static let decimals = 5

  init(features: DesignMatrix, labels: [Int], labelCount: Int, configuration: BoostingConfiguration) {
    table = QuantileTable(features, quantiles: configuration.quantiles)
    self.labels = labels
    self.labelCount = labelCount
    self.configuration = configuration
    var counts = Array(repeating: 0.5, count: labelCount)
    for label in labels { counts[label] += 1 }
    let total = counts.reduce(0, +)
    baseScores = counts.map { log($0 / total).rounded(decimals: Self.decimals) }
    scores = labels.indices.flatMap { [baseScores] _ in baseScores }
    generator = SplitMix64(seed: configuration.seed)
  }

  mutating func addRound() {
    let count = labels.count
    let samples = drawn(count, share: configuration.sampleShare)
    let probabilities = (0..<count).map { softmax(Array(scores[$0 * labelCount..<($0 + 1) * labelCount])) }
    for label in 0..<labelCount {
      let gradients = (0..<count).map { probabilities[$0][label] - (labels[$0] == label ? 1 : 0) }
      let curvatures = (0..<count).map { probabilities[$0][label] * (1 - probabilities[$0][label]) }
      addTree(for: label, samples: samples, gradients: gradients, curvatures: curvatures)
    }
  }

  private mutating func addTree(for label: Int, samples: [Int], gradients: [Double], curvatures: [Double]) {
    let columns = drawn(table.columnCount, share: configuration.featureShare)
    let nodeCount = (1 << configuration.depth) - 1
    var members = [samples]
    var tree: [Question] = []
    for node in 0..<nodeCount {
      let question = bestQuestion(members[node], columns, gradients, curvatures)
        // Nothing to ask: all go left.
        ?? Question(feature: columns[0], bin: Int.max, threshold: Standardisation.limit + 1)
      tree.append(question)
      members.append(members[node].filter { table.bin($0, question.feature) <= question.bin })
      members.append(members[node].filter { table.bin($0, question.feature) > question.bin })
    }
    let values = members[nodeCount...].map { leaf in
      let gradient = leaf.reduce(0) { $0 + gradients[$1] }
      let curvature = leaf.reduce(0) { $0 + curvatures[$1] }
      return (-configuration.learningRate * gradient / (curvature + configuration.leafPenalty))
        .rounded(decimals: Self.decimals)
    }
    questions += tree
    leaves += values
    for sample in labels.indices {
      var node = 0
      while node < nodeCount {
        node = 2 * node + (table.bin(sample, tree[node].feature) <= tree[node].bin ? 1 : 2)
      }
      scores[sample * labelCount + label] += values[node - nodeCount]
    }
  }

  /// The question that lowers the penalised loss most; `nil` when none does.
  private func bestQuestion(
    _ samples: [Int], _ columns: [Int], _ gradients: [Double], _ curvatures: [Double]
  ) -> Question? {
    let all = samples.reduce(into: (gradient: 0.0, curvature: 0.0)) {
      $0.gradient += gradients[$1]
      $0.curvature += curvatures[$1]
    }
    guard all.curvature >= 2 * configuration.leastCurvature else { return nil }
    func gain(_ gradient: Double, _ curvature: Double) -> Double {
      gradient * gradient / (curvature + configuration.leafPenalty)
    }
    var best: (question: Question, gain: Double)?
    var sums = Array(repeating: 0.0, count: 2 * table.quantiles)
    for column in columns {
      for index in sums.indices { sums[index] = 0 }
      for sample in samples {
        let bin = table.bin(sample, column)
        sums[2 * bin] += gradients[sample]
        sums[2 * bin + 1] += curvatures[sample]
      }
      var left = (gradient: 0.0, curvature: 0.0)
      for bin in 0..<table.edges[column].count {
        left.gradient += sums[2 * bin]
        left.curvature += sums[2 * bin + 1]
        let right = (gradient: all.gradient - left.gradient, curvature: all.curvature - left.curvature)
        guard min(left.curvature, right.curvature) >= configuration.leastCurvature else { continue }
        let found =
          gain(left.gradient, left.curvature) + gain(right.gradient, right.curvature)
          - gain(all.gradient, all.curvature)
        if found > best?.gain ?? 0 {
          best = (Question(feature: column, bin: bin, threshold: table.edges[column][bin]), found)
        }
      }
    }
    return best?.question
  }

  /// Some of 0..<count, in rising order.
  private mutating func drawn(_ count: Int, share: Double) -> [Int] {
    let wanted = min(count, max(1, Int((Double(count) * share).rounded())))
    var pool = Array(0..<count)
    for position in 0..<wanted { pool.swapAt(position, Int.random(in: position..<count, using: &generator)) }
    return pool[..<wanted].sorted()
  }
}

/// Features as the number of the quantile that each value lies in.
private struct QuantileTable {
  let columnCount: Int
  let quantiles: Int
  /// Upper edges of all but each column's last quantile, rising.
  let edges: [[Double]]
  private let bins: [UInt8]

  init(_ features: DesignMatrix, quantiles: Int) {
    let quantiles = min(max(2, quantiles), Int(UInt8.max))
    columnCount = features.columnCount
    self.quantiles = quantiles
    let edges = (0..<features.columnCount).map { column -> [Double] in
      let sorted = (0..<features.rowCount).map { features.values[$0 * features.columnCount + column] }.sorted()
      var edges: [Double] = []
      for quantile in 1..<quantiles {
        let edge = sorted[(quantile * (sorted.count - 1)) / quantiles].rounded(decimals: 5)
        if edge > edges.last ?? -.infinity, edge < sorted[sorted.count - 1] { edges.append(edge) }
      }
      return edges
    }
    self.edges = edges
    bins = features.values.indices.map { index in
      let column = edges[index % features.columnCount]
      return UInt8(column.firstIndex { features.values[index] <= $0 } ?? column.count)
    }
  }

  func bin(_ row: Int, _ column: Int) -> Int { Int(bins[row * columnCount + column]) }
}
