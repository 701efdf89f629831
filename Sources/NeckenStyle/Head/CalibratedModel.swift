import Foundation

/// A trained classifier with everything needed around it: which slots it reads, how they are
/// standardised, and how its scores become honest probabilities.
struct CalibratedModel: Hashable, Sendable {
  /// The slots that it reads, of the feature vector or, for the rhythm model, of the ``RhythmVector``.
  let slots: Range<Int>
  let standardisation: Standardisation
  let classifier: Classifier
  /// Scores are divided by this before they become probabilities (Guo et al. 2017).
  let temperature: Double
  let conformal: ConformalThresholds
  /// What else it hears where the dance reader has read; `nil` when no sample of its training had a reading.
  let reading: ReadingBlend?

  /// The kinds of classifier a head may hold.
  indirect enum Classifier: Hashable, Sendable {
    case logistic(LogisticModel)
    case forest(RandomForest)
    case boosted(BoostedTrees)
    case families(FamilyModel)
    case blend(BlendedModel)

    /// One score (log-odds up to a constant) per label.
    func scores(of standardised: [Double]) -> [Double] {
      switch self {
      case .logistic(let model): model.scores(of: standardised)
      case .forest(let model): model.scores(of: standardised)
      case .boosted(let model): model.scores(of: standardised)
      case .families(let model): model.scores(of: standardised)
      case .blend(let model): model.scores(of: standardised)
      }
    }

    func hasShape(labels: Int, features: Int) -> Bool {
      switch self {
      case .logistic(let model): model.hasShape(labels: labels, features: features)
      case .forest(let model): model.hasShape(labels: labels, features: features)
      case .boosted(let model): model.hasShape(labels: labels, features: features)
      case .families(let model): model.hasShape(labels: labels, features: features)
      case .blend(let model): model.hasShape(labels: labels, features: features)
      }
    }
  }

  /// Calibrated probabilities, one per label, and the thresholds that go with them.
  ///
  /// - Parameters:
  ///   - values: a whole vector.
  ///   - heard: the dance reader's log-probability of each label, where it has read.
  ///   - spared: the label of none of the dances.
  func judge(_ values: [Double], heard: [Double]?, spared: Int?) -> (probabilities: [Double], conformal: ConformalThresholds) {
    let scores = classifier.scores(of: standardisation.apply(values[slots]))
    guard let reading, let heard else { return (softmax(scores, temperature: temperature), conformal) }
    return (reading.probabilities(own: scores, reading: heard, spared: spared), reading.conformal)
  }

  /// The same model with other probabilities; the dance reader counts as before where no sample had a reading.
  func calibrated(_ calibration: HeadCalibration) -> CalibratedModel {
    CalibratedModel(
      slots: slots, standardisation: standardisation, classifier: classifier, temperature: calibration.temperature,
      conformal: calibration.conformal, reading: calibration.reading ?? reading)
  }

  func checkShape(labelCount: Int, slots expected: Range<Int>) throws(HeadError) {
    guard slots == expected, standardisation.means.count == slots.count,
      standardisation.scales.count == slots.count
    else { throw .malformed(detail: "the model reads other slots than \(expected)") }
    guard classifier.hasShape(labels: labelCount, features: slots.count), conformal.hasShape(labels: labelCount),
      reading?.hasShape(labels: labelCount) ?? true
    else {
      throw .malformed(detail: "the model's size does not fit its \(labelCount) labels")
    }
    guard temperature.isFinite, temperature > 0, standardisation.scales.allSatisfy({ $0 > 0 }) else {
      throw .malformed(detail: "temperature and scales must be above zero")
    }
  }
}

extension CalibratedModel: Codable {
  private enum CodingKeys: String, CodingKey {
    case standardisation, classifier, temperature, conformal, reading
    case firstSlot = "first_slot"
    case slotCount = "slot_count"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let first = try container.decode(Int.self, forKey: .firstSlot)
    let count = try container.decode(Int.self, forKey: .slotCount)
    guard first >= 0, count >= 0, count <= Int(Int32.max), first <= Int(Int32.max) else {
      throw HeadError.malformed(detail: "the model's slots are out of range")
    }
    self.init(
      slots: first..<(first + count),
      standardisation: try container.decode(Standardisation.self, forKey: .standardisation),
      classifier: try container.decode(Classifier.self, forKey: .classifier),
      temperature: try container.decode(Double.self, forKey: .temperature),
      conformal: try container.decode(ConformalThresholds.self, forKey: .conformal),
      reading: try container.decodeIfPresent(ReadingBlend.self, forKey: .reading))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(slots.lowerBound, forKey: .firstSlot)
    try container.encode(slots.count, forKey: .slotCount)
    try container.encode(standardisation, forKey: .standardisation)
    try container.encode(classifier, forKey: .classifier)
    try container.encode(temperature, forKey: .temperature)
    try container.encode(conformal, forKey: .conformal)
    try container.encodeIfPresent(reading, forKey: .reading)
  }
}

/// In the file a classifier stands under its own name: {"logistic": {…}}.
extension CalibratedModel.Classifier: Codable {
  private enum CodingKeys: String, CodingKey { case logistic, forest, boosted, families, blend }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let model = try container.decodeIfPresent(LogisticModel.self, forKey: .logistic) {
      self = .logistic(model)
    } else if let model = try container.decodeIfPresent(BoostedTrees.self, forKey: .boosted) {
      self = .boosted(model)
    } else if let model = try container.decodeIfPresent(FamilyModel.self, forKey: .families) {
      self = .families(model)
    } else if let model = try container.decodeIfPresent(BlendedModel.self, forKey: .blend) {
      self = .blend(model)
    } else {
      self = .forest(try container.decode(RandomForest.self, forKey: .forest))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .logistic(let model): try container.encode(model, forKey: .logistic)
    case .forest(let model): try container.encode(model, forKey: .forest)
    case .boosted(let model): try container.encode(model, forKey: .boosted)
    case .families(let model): try container.encode(model, forKey: .families)
    case .blend(let model): try container.encode(model, forKey: .blend)
    }
  }
}

/// Zero mean and unit variance, by the training set; what lies absurdly far out is brought nearer.
struct Standardisation: Hashable, Sendable, Codable {
  let means: [Double]
  /// Standard deviations; 1 for a feature that never varies.
  let scales: [Double]

  /// No value counts as further from the mean than this many standard deviations: one broken
  /// measurement shall not decide alone.
  static let limit = 10.0

  func apply(_ values: ArraySlice<Double>) -> [Double] {
    var result = [Double](values)
    for index in result.indices { result[index] = apply(result[index], at: index) }
    return result
  }

  func apply(_ value: Double, at index: Int) -> Double {
    min(Self.limit, max(-Self.limit, (value - means[index]) / scales[index]))
  }
}

/// Probabilities from scores.
func softmax(_ scores: [Double], temperature: Double = 1) -> [Double] {
  guard let highest = scores.max() else { return [] }
  let exponentials = scores.map { exp(($0 - highest) / temperature) }
  let sum = exponentials.reduce(0, +)
  return exponentials.map { $0 / sum }
}
