import NeckenCore

/// Asks a trained head.
public struct HeadRule: StyleRule {
  public struct Configuration: Hashable, Sendable, Codable {
    /// Dances less probable than this are not reported, 0…1. Default 0.10.
    public var minimumProbability = 0.10
    /// However sure the head is, it stays below a clear title (0.98), 0…1. Default 0.97.
    public var maximumConfidence = 0.97

    public init() {}

    public init(from decoder: any Decoder) throws {
      let container = try decoder.editableContainer(CodingKeys.self)
      minimumProbability = try container.value(.minimumProbability, or: minimumProbability)
      maximumConfidence = try container.value(.maximumConfidence, or: maximumConfidence)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case minimumProbability = "minimum_probability"
      case maximumConfidence = "maximum_confidence"
    }
  }

  let head: ClassificationHead
  let configuration: Configuration

  public init(head: ClassificationHead, configuration: Configuration = Configuration()) {
    self.head = head
    self.configuration = configuration
  }

  public func evidence(in context: StyleContext) -> [StyleEvidence] {
    guard let vector = context.features?.vector else { return [] }
    do {
      let prediction = try head.predict(vector)
      guard prediction.style != .unknown else {
        let nearest = prediction.ranked[0].style
        return [
          .abstention(
            "the trained head is not sure enough (\(nearest), \(prediction.confidence.inPercent))", source: .head)
        ]
      }
      return prediction.ranked.filter { $0.probability >= configuration.minimumProbability }.map { entry in
        StyleEvidence(
          style: entry.style, confidence: min(entry.probability, configuration.maximumConfidence),
          reason: reason(for: entry, in: prediction), source: .head)
      }
    } catch {
      return [.abstention(error.description, source: .head)]
    }
  }

  private func reason(for entry: StyleProbability, in prediction: HeadPrediction) -> String {
    let basis = prediction.usedEmbedding ? "" : " by rhythm and sound level alone"
    return "recordings labelled \(entry.style) sound like this\(basis) (\(entry.probability.inPercent))"
  }
}
