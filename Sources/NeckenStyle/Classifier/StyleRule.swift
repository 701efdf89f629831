public import NeckenCore

/// One way of telling a dance: by its title, by a trained head, by its rhythm, or by a user's own knowledge.
///
/// A rule looks at one recording and says what it finds; it neither ranks nor decides, so rules can be
/// added without touching the others. ``StyleClassifier`` asks its rules in order and ranks the answers.
public protocol StyleRule: Sendable {
  /// What this rule finds; empty when it has nothing to say.
  func evidence(in context: StyleContext) -> [StyleEvidence]
}

/// What a rule may look at.
public struct StyleContext: Sendable {
  /// `nil` when a recording is judged by its metadata alone.
  public var features: DerivedFeatures?
  public var metadata: TrackMetadata
  /// What the classifier's head says, where it has one that can hear the recording.
  public internal(set) var prediction: HeadPrediction?
  /// What the rules before this one found, in their order.
  public internal(set) var earlier: [StyleEvidence]

  public init(features: DerivedFeatures?, metadata: TrackMetadata = .none, earlier: [StyleEvidence] = []) {
    self.features = features
    self.metadata = metadata
    self.earlier = earlier
  }
}

/// One rule's word for one dance.
public struct StyleEvidence: Hashable, Sendable {
  /// ``DanceStyle/unknown`` for a rule that wants to say why it abstains.
  public var style: DanceStyle
  public var subStyle: String?
  /// 0…1.
  public var confidence: Double
  /// In words that a dancer understands, without a full stop.
  public var reason: String
  public var source: StyleSource

  public init(
    style: DanceStyle, subStyle: String? = nil, confidence: Double, reason: String, source: StyleSource = .user
  ) {
    self.style = style
    self.subStyle = subStyle
    self.confidence = confidence
    self.reason = reason
    self.source = source
  }

  /// A rule's reason for saying nothing, kept for the judgement's reason.
  public static func abstention(_ reason: String, source: StyleSource) -> StyleEvidence {
    StyleEvidence(style: .unknown, confidence: 0, reason: reason, source: source)
  }

  var isAbstention: Bool { style == .unknown }
}
