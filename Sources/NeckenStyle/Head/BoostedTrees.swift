/// Small decision trees that correct each other, one a label and round: gradient boosting (Friedman 2001,
/// doi:10.1214/aos/1013203451) of the multinomial log-loss.
///
/// Every tree is whole: `depth` questions lead to one of 2^depth leaves, so that a tree is three short rows of
/// numbers and a walk needs no pointers.
struct BoostedTrees: Hashable, Sendable, Codable {
  let depth: Int
  /// One per label: the logarithm of how often it occurs.
  let baseScores: [Double]
  /// 2^depth − 1 a tree, from the root down; trees in order of round, then label.
  let features: [Int]
  /// Values up to and including this go left; one for each of `features`.
  let thresholds: [Double]
  /// 2^depth a tree.
  let leaves: [Double]

  private enum CodingKeys: String, CodingKey {
    case depth, features, thresholds, leaves
    case baseScores = "base_scores"
  }

  var labelCount: Int { baseScores.count }
  private var questionsPerTree: Int { (1 << depth) - 1 }

  /// Most of the cost of a judgement. Places in the trees are known to be right since the head was read. The sign
  /// of a difference stands for the comparison, since no processor foresees the answers of a tree.
  func scores(of values: [Double]) -> [Double] {
    var scores = baseScores
    let questions = questionsPerTree
    let rounds = leaves.count / (questions + 1) / max(scores.count, 1)
    values.withUnsafeBufferPointer { values in
      features.withUnsafeBufferPointer { features in
        thresholds.withUnsafeBufferPointer { thresholds in
          var tree = 0
          for _ in 0..<rounds {
            for label in 0..<baseScores.count {
              let first = tree &* questions
              var node = 0
              for _ in 0..<depth {
                let question = first &+ node
                let isAbove = (thresholds[question] - values[features[question]]).bitPattern >> 63
                node = 2 &* node &+ 1 &+ Int(truncatingIfNeeded: isAbove)
              }
              scores[label] += leaves[first &+ tree &+ node &- questions]
              tree &+= 1
            }
          }
        }
      }
    }
    return scores
  }

  func hasShape(labels: Int, features featureCount: Int) -> Bool {
    guard labelCount == labels, (1...Self.deepest).contains(depth) else { return false }
    let trees = leaves.count / (questionsPerTree + 1)
    return leaves.count == trees * (questionsPerTree + 1) && trees % labels == 0
      && features.count == trees * questionsPerTree && thresholds.count == features.count
      && features.allSatisfy { (0..<featureCount).contains($0) }
      && (thresholds + leaves + baseScores).allSatisfy(\.isFinite)
  }

  private static let deepest = 10
}
