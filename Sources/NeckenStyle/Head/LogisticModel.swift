/// Multinomial logistic regression: one linear score per label.
struct LogisticModel: Hashable, Sendable {
  /// Feature by feature, one weight per label: the layout in which a row of scores adds up without gaps.
  let weights: [Double]
  /// One per label.
  let intercepts: [Double]

  var labelCount: Int { intercepts.count }

  func scores(of features: [Double]) -> [Double] {
    var scores = intercepts
    Self.addScores(of: features[...], weights: weights, to: &scores)
    return scores
  }

  /// Adds features · weights to one score per label.
  static func addScores(of features: ArraySlice<Double>, weights: [Double], to scores: inout [Double]) {
    let labelCount = scores.count
    features.withUnsafeBufferPointer { features in
      weights.withUnsafeBufferPointer { weights in
        scores.withUnsafeMutableBufferPointer { scores in
          for (feature, value) in features.enumerated() {
            let row = feature &* labelCount
            for label in 0..<labelCount { scores[label] += value * weights[row &+ label] }
          }
        }
      }
    }
  }

  func hasShape(labels: Int, features: Int) -> Bool {
    intercepts.count == labels && weights.count == labels * features && weights.allSatisfy(\.isFinite)
      && intercepts.allSatisfy(\.isFinite)
  }
}

/// In the file each label has its own row of weights, as other programs expect.
extension LogisticModel: Codable {
  private enum CodingKeys: String, CodingKey { case weights, intercepts }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    intercepts = try container.decode([Double].self, forKey: .intercepts)
    let rows = try container.decode([[Double]].self, forKey: .weights)
    let featureCount = rows.first?.count ?? 0
    guard rows.count == intercepts.count, rows.allSatisfy({ $0.count == featureCount }) else {
      throw HeadError.malformed(detail: "the weights are not one row of one length per label")
    }
    weights = (0..<featureCount).flatMap { feature in rows.map { $0[feature] } }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let rows = (0..<labelCount).map { label in
      stride(from: label, to: weights.count, by: labelCount).map { weights[$0] }
    }
    try container.encode(rows, forKey: .weights)
    try container.encode(intercepts, forKey: .intercepts)
  }
}
