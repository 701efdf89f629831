public import NeckenCore

/// Names the dance: a ranked list with confidence, reason, tempo in the dance's unit, and what else goes to it.
///
/// Rules are asked in order (metadata, head, heuristics, then the user's own); their evidence is merged
/// by dance and ranked by confidence. With nothing likely enough the answer is
/// ``DanceStyle/unknown``, with the reason. Making a classifier compiles the keyword table (under a
/// millisecond): make one and use it for every recording. Pure: same input, same answer.
public struct StyleClassifier: Sendable {
  public let configuration: Configuration
  let rules: [any StyleRule]

  /// - Parameters:
  ///   - configuration: keywords, dance table and thresholds.
  ///   - head: a trained head; without one the heuristics speak alone. An untrained one says so.
  ///   - rules: a user's own rules, asked after the built-in ones.
  public init(
    configuration: Configuration = Configuration(), head: ClassificationHead? = nil,
    rules: [any StyleRule] = []
  ) {
    self.configuration = configuration
    let metadata = MetadataRule(table: configuration.keywords, configuration: configuration.metadata)
    let heuristics = HeuristicRule(table: configuration.dances, configuration: configuration.heuristics)
    var all: [any StyleRule] = [metadata]
    if let head { all.append(HeadRule(head: head, configuration: configuration.head, words: heuristics)) }
    all.append(heuristics)
    self.rules = all + rules
  }

  /// Judges a recording by its sound and, where given, what is written about it.
  ///
  /// - Returns: one primary, first, then secondaries by falling confidence. Never empty.
  public func classify(_ features: DerivedFeatures, metadata: TrackMetadata = .none) -> [StyleJudgement] {
    judge(features: features, metadata: metadata)
  }

  /// Judges a recording that cannot be heard, by its keywords alone, at 0.5 at the most.
  public func classify(metadata: TrackMetadata) -> [StyleJudgement] {
    judge(features: nil, metadata: metadata)
  }

  private func judge(features: DerivedFeatures?, metadata: TrackMetadata) -> [StyleJudgement] {
    var context = StyleContext(features: features, metadata: metadata)
    // A head that cannot hear the recording says so as a rule.
    if let features, let head { context.prediction = try? head.predict(features) }
    for rule in rules {
      context.earlier += rule.evidence(in: context).map(\.inBounds)
    }
    var judgements = StyleRanking(
      evidence: context.earlier, features: features, configuration: configuration.ranking,
      table: configuration.dances
    ).judgements()
    judgements[0].candidates = context.prediction.map {
      StyleCandidates(styles: $0.candidates, coverage: $0.coverage)
    }
    return judgements
  }
}

extension StyleEvidence {
  /// A user's rule may say anything; a confidence stays within 0…1.
  fileprivate var inBounds: StyleEvidence {
    var bounded = self
    bounded.confidence = confidence.isNaN ? 0 : min(1, max(0, confidence))
    return bounded
  }
}
