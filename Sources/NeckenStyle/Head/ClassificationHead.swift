public import NeckenCore

/// A small classifier on top of the 217 features, trained on somebody's labels.
///
/// It holds up to three models side by side: one of all 217 values, one of the 17 scalars for recordings
/// analysed without an embedding, and one of the ``RhythmVector``; a recording is always judged by a model
/// that was trained on what it has, and by what the dance reader heard where it has read. Probabilities are calibrated (see ``HeadTrainer``). Cost of a
/// prediction: under 30 µs.
public struct ClassificationHead: Hashable, Sendable {
  public static let formatVersion = 4

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
  /// The 17 scalars; `nil` when untrained, or trained on rhythm alone.
  let scalars: CalibratedModel?
  /// The slots of ``RhythmVector``; `nil` when the samples came without.
  let rhythm: CalibratedModel?

  /// A head that knows nothing and says so when asked.
  public static let untrained = ClassificationHead(
    labels: [], report: nil, origin: HeadOrigin(), whole: nil, scalars: nil, rhythm: nil)

  init(
    featureVersion: Int = FeatureVector.currentVersion, labels: [DanceStyle], report: TrainingReport?,
    origin: HeadOrigin, whole: CalibratedModel?, scalars: CalibratedModel?, rhythm: CalibratedModel?
  ) {
    self.featureVersion = featureVersion
    self.labels = labels
    self.report = report
    self.origin = origin
    self.whole = whole
    self.scalars = scalars
    self.rhythm = rhythm
  }

  public var isTrained: Bool { scalars != nil || rhythm != nil }

  /// Judges one recording by all that was derived from it: of the models that can hear it, the one that did
  /// best on recordings held back in its training.
  ///
  /// - Throws: ``HeadError/untrained``, or ``HeadError/noSteadyBeat`` when the head knows rhythm alone and
  ///   there is none.
  public func predict(_ features: DerivedFeatures) throws(HeadError) -> HeadPrediction {
    let sound = try? predict(features.vector, heard: features.danceReading)
    guard let rhythm, let vector = RhythmVector(features) else {
      if let sound { return sound }
      throw rhythm == nil ? .untrained : .noSteadyBeat
    }
    if let sound, let report, let ofRhythm = report.rhythm {
      let ofSound = sound.basis == .embedding ? report.whole : report.scalars
      if let ofSound, ofSound.metrics.logLoss < ofRhythm.metrics.logLoss { return sound }
    }
    return prediction(by: rhythm, of: vector.values, heard: vector.reading, basis: .rhythm)
  }

  /// Judges one recording by its rhythm alone.
  ///
  /// - Returns: `nil` from a head without a rhythm model.
  public func predict(_ vector: RhythmVector) -> HeadPrediction? {
    rhythm.map { prediction(by: $0, of: vector.values, heard: vector.reading, basis: .rhythm) }
  }

  /// Judges one recording by its feature vector alone.
  ///
  /// - Throws: ``HeadError/untrained``; a head of rhythm alone is untrained for feature vectors.
  public func predict(_ vector: FeatureVector) throws(HeadError) -> HeadPrediction {
    try predict(vector, heard: nil)
  }

  private func predict(_ vector: FeatureVector, heard: DanceReading?) throws(HeadError) -> HeadPrediction {
    guard let scalars else { throw .untrained }
    if vector.hasEmbedding, let whole {
      return prediction(by: whole, of: vector.values, heard: heard, basis: .embedding)
    }
    return prediction(by: scalars, of: vector.values, heard: heard, basis: .scalars)
  }

  private func prediction(
    by model: CalibratedModel, of values: [Double], heard: DanceReading?, basis: HeadPrediction.Basis
  ) -> HeadPrediction {
    let (probabilities, conformal) = model.judge(
      values, heard: heard.map { heard in labels.map(heard.logProbability) }, spared: labels.firstIndex(of: .unknown))
    let ranked = zip(labels, probabilities)
      .map { StyleProbability(style: $0, probability: $1) }
      .sorted { ($1.probability, $0.style) < ($0.probability, $1.style) }
    let best = ranked[0]
    return HeadPrediction(
      ranked: ranked, candidates: conformal.candidates(labels: labels, ranked: ranked),
      coverage: conformal.coverage,
      style: best.probability < minimumConfidence ? .unknown : best.style, confidence: best.probability,
      basis: basis)
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
