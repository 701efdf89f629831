import NeckenCore

/// Asks a trained head.
public struct HeadRule: StyleRule {
  public struct Configuration: Hashable, Sendable, Codable {
    /// Dances less probable than this are not reported, 0…1. Default 0.10.
    public var minimumProbability = 0.10
    /// However sure the head is, it stays below a clear title (0.98), 0…1. Default 0.97.
    public var maximumConfidence = 0.97
    /// A set of candidates with more dances than this is not named in the reason. Default 4.
    public var candidatesNamed = 4
    /// When a head that knows rhythm alone has little to go by.
    public var thinEvidence = ThinEvidence()

    public init() {}

    public init(from decoder: any Decoder) throws {
      let container = try decoder.editableContainer(CodingKeys.self)
      minimumProbability = try container.value(.minimumProbability, or: minimumProbability)
      maximumConfidence = try container.value(.maximumConfidence, or: maximumConfidence)
      candidatesNamed = max(2, try container.value(.candidatesNamed, or: candidatesNamed))
      thinEvidence = try container.value(.thinEvidence, or: thinEvidence)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case minimumProbability = "minimum_probability"
      case maximumConfidence = "maximum_confidence"
      case candidatesNamed = "candidates_named"
      case thinEvidence = "thin_evidence"
    }
  }

  let head: ClassificationHead
  let configuration: Configuration
  /// Says in a dancer's words what was heard; `nil` to leave that to other rules.
  private let words: HeuristicRule?

  public init(head: ClassificationHead, configuration: Configuration = Configuration()) {
    self.init(head: head, configuration: configuration, words: nil)
  }

  init(head: ClassificationHead, configuration: Configuration, words: HeuristicRule?) {
    self.head = head
    self.configuration = configuration
    self.words = words
  }

  public func evidence(in context: StyleContext) -> [StyleEvidence] {
    guard let features = context.features else { return [] }
    do throws(HeadError) {
      let prediction: HeadPrediction
      if let known = context.prediction { prediction = known } else { prediction = try head.predict(features) }
      guard prediction.style != .unknown else { return [.abstention(doubt(prediction), source: .head)] }
      return prediction.ranked
        .filter { $0.probability >= configuration.minimumProbability && $0.style != .unknown }
        .map { entry in evidence(for: entry, in: prediction, features: features) }
    } catch {
      return [.abstention(error.description, source: .head)]
    }
  }

  private func evidence(
    for entry: StyleProbability, in prediction: HeadPrediction, features: DerivedFeatures
  ) -> StyleEvidence {
    let thin = prediction.basis == .rhythm ? configuration.thinEvidence.doubt(about: features) : nil
    let limit = thin == nil ? configuration.maximumConfidence : configuration.thinEvidence.maximumConfidence
    let confidence = min(entry.probability, limit)
    guard prediction.basis == .rhythm, let heard = words?.words(for: entry.style, features: features) else {
      let basis = prediction.usedEmbedding ? "" : " by rhythm and sound level alone"
      return StyleEvidence(
        style: entry.style, confidence: confidence,
        reason: "recordings labelled \(entry.style) sound like this\(basis) (\(entry.probability.inPercent))",
        source: .head)
    }
    let isLead = entry.style == prediction.style
    return StyleEvidence(
      style: entry.style, subStyle: heard.subStyle, confidence: confidence,
      reason: "\(heard.reason) (\(entry.probability.inPercent))" + (isLead ? rivals(in: prediction) : "")
        + (thin.map { "; \($0)" } ?? ""),
      source: .head)
  }

  private func doubt(_ prediction: HeadPrediction) -> String {
    let best = prediction.ranked[0]
    if best.style == .unknown {
      return "the rhythm is like none of the dances that the trained head knows (\(best.probability.inPercent))"
    }
    return "the trained head is not sure enough (\(best.style), \(best.probability.inPercent))" + rivals(in: prediction)
  }

  /// The conformal set in words, where it holds more than one dance and still says something.
  private func rivals(in prediction: HeadPrediction) -> String {
    let dances = prediction.candidates.filter { $0 != .unknown }
    guard (2...configuration.candidatesNamed).contains(dances.count) else { return "" }
    let list = dances.map(\.rawValue).joined(separator: " or ")
    return "; \(prediction.coverage.inPercent) of recordings like this are \(list)"
  }
}
