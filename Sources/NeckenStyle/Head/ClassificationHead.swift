public import NeckenCore

/// A small classifier on top of the 217 features, trained on somebody's labels.
///
/// It holds two models side by side: one of all 217 values, and one of the 17 scalars for recordings
/// analysed without an embedding; a vector is always judged by the model that was trained on what it
/// has. Probabilities are calibrated (see ``HeadTrainer``). Cost of a prediction: under 20 µs.
public struct ClassificationHead: Hashable, Sendable {
  public static let formatVersion = 1

  public let featureVersion: Int
  /// The dances it tells apart, in order of name; empty when untrained.
  public let labels: [DanceStyle]
  /// How it was trained, and how well it does on recordings it has not heard; `nil` when untrained.
  public let report: TrainingReport?
  /// Who made it, when, from what.
  public let origin: HeadOrigin
  /// Below this probability the answer is Unknown, 0…1. Default 0.4.
  public var minimumConfidence = 0.4
  /// All 217 features; `nil` when too few samples had an embedding.
  let whole: CalibratedModel?
  /// The 17 scalars; `nil` when untrained.
  let scalars: CalibratedModel?

  /// A head that knows nothing and says so when asked.
  public static let untrained = ClassificationHead(
    labels: [], report: nil, origin: HeadOrigin(), whole: nil, scalars: nil)

  init(
    featureVersion: Int = FeatureVector.currentVersion, labels: [DanceStyle], report: TrainingReport?,
    origin: HeadOrigin, whole: CalibratedModel?, scalars: CalibratedModel?
  ) {
    self.featureVersion = featureVersion
    self.labels = labels
    self.report = report
    self.origin = origin
    self.whole = whole
    self.scalars = scalars
  }

  public var isTrained: Bool { scalars != nil }

  /// Judges one recording.
  ///
  /// - Throws: ``HeadError/untrained``.
  public func predict(_ vector: FeatureVector) throws(HeadError) -> HeadPrediction {
    guard let scalars else { throw .untrained }
    let usesEmbedding = vector.hasEmbedding && whole != nil
    let model = usesEmbedding ? whole ?? scalars : scalars
    let probabilities = model.probabilities(of: vector.values)
    let ranked = zip(labels, probabilities)
      .map { StyleProbability(style: $0, probability: $1) }
      .sorted { ($1.probability, $0.style) < ($0.probability, $1.style) }
    let best = ranked[0]
    return HeadPrediction(
      ranked: ranked, candidates: model.conformal.candidates(labels: labels, ranked: ranked),
      style: best.probability < minimumConfidence ? .unknown : best.style, confidence: best.probability,
      usedEmbedding: usesEmbedding)
  }
}

/// Where a head comes from; written into its file as given, so that training stays repeatable.
public struct HeadOrigin: Hashable, Sendable, Codable {
  /// "default", or what its maker calls it.
  public var name: String
  /// When it was made, as its maker writes it; never filled in by the library.
  public var created: String?
  /// What it learned from: "87 confirmed recordings", "rendered tunes".
  public var data: String?
  public var neckenmlVersion: String

  public init(
    name: String = "head", created: String? = nil, data: String? = nil,
    neckenmlVersion: String = NeckenVersion.current
  ) {
    self.name = name
    self.created = created
    self.data = data
    self.neckenmlVersion = neckenmlVersion
  }

  private enum CodingKeys: String, CodingKey {
    case name, created, data
    case neckenmlVersion = "neckenml_version"
  }
}
