import NeckenCore
import NeckenEvaluation

/// Trains a ``ClassificationHead``: standardises, chooses the regularisation by grouped
/// cross-validation, calibrates on out-of-fold predictions, and fits on everything.
///
/// With 217 features and tens to hundreds of samples a strongly regularised linear model is hard to
/// beat and easy to calibrate; the random forest is an option for large sets. Deterministic: same
/// samples in the same order, same bytes. Figures in the report are slightly flattered, because the
/// regularisation (one number out of ``Configuration/inverseRegularisations``) is chosen on the folds
/// that are reported; the temperature of each fold is fitted on the others.
public struct HeadTrainer: Sendable {
  public struct Configuration: Hashable, Sendable {
    public enum Method: Sendable { case logisticRegression, randomForest }

    public var method = Method.logisticRegression
    /// Strengths C to choose from, weakest weights first. Default 10⁻⁴…10, in tenfold steps.
    public var inverseRegularisations = [0.0001, 0.001, 0.01, 0.1, 1, 10]
    /// Folds of the cross-validation, at the most as many as recordings. Default 5.
    public var foldCount = 5
    /// Fewer samples are refused. Default 5.
    public var minimumSamples = 5
    /// The head says Unknown below this probability, 0…1. Default 0.4.
    public var minimumConfidence = 0.4
    /// Share of recordings whose candidate set shall hold the right dance, 0…1. Default 0.9.
    public var conformalCoverage = 0.9
    /// Samples from which a dance has a candidate threshold of its own. Default 20.
    public var conformalSamplesPerLabel = 20
    public var forest = ForestConfiguration()
    /// Costs of confusions for the report.
    public var costs = ConfusionCosts.standard

    public init() {}
  }

  public let configuration: Configuration

  public init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  /// Trains on labelled vectors.
  ///
  /// - Parameter origin: written into the head as given.
  /// - Throws: ``HeadError`` when there are too few samples, dances or recordings, or the configuration
  ///   makes no sense.
  public func train(_ samples: [TrainingSample], origin: HeadOrigin = HeadOrigin()) throws(HeadError)
    -> ClassificationHead
  {
    try configuration.check()
    let labels = Set(samples.map(\.style)).sorted()
    let groupCount = Set(samples.map(\.group)).count
    guard samples.count >= configuration.minimumSamples else {
      throw .tooFewSamples(found: samples.count, needed: configuration.minimumSamples)
    }
    guard labels.count >= 2 else { throw .tooFewStyles(found: labels.count) }
    guard groupCount >= 2 else { throw .tooFewRecordings(found: groupCount) }

    var notes: [String] = []
    let (scalars, whole) = try trainBoth(samples, labels: labels, notes: &notes)
    let counts = labels.map { label in samples.count { $0.style == label } }
    for (label, count) in zip(labels, counts) where count < configuration.foldCount {
      notes.append("\(label) has only \(count) samples: its figures say little")
    }
    let report = TrainingReport(
      labels: labels, samplesPerLabel: counts, groupCount: groupCount, whole: whole?.report,
      scalars: scalars.report, notes: notes)
    var head = ClassificationHead(
      labels: labels, report: report, origin: origin, whole: whole?.model, scalars: scalars.model)
    head.minimumConfidence = configuration.minimumConfidence
    return head
  }

  private typealias Trained = (model: CalibratedModel, report: ModelReport)

  private func trainBoth(
    _ samples: [TrainingSample], labels: [DanceStyle], notes: inout [String]
  ) throws(HeadError) -> (scalars: Trained, whole: Trained?) {
    do throws(ClassificationError) {
      let slots = FeatureVector.embeddingCount..<FeatureVector.count
      return (
        try trainModel(samples, labels: labels, slots: slots),
        try trainWhole(samples, labels: labels, notes: &notes)
      )
    } catch {
      throw .unmeasurable(error)
    }
  }

  /// The model of all features learns only from samples that have all of them.
  private func trainWhole(
    _ samples: [TrainingSample], labels: [DanceStyle], notes: inout [String]
  ) throws(ClassificationError) -> Trained? {
    let embedded = samples.filter(\.vector.hasEmbedding)
    guard !embedded.isEmpty else {
      notes.append("no sample has an embedding: the head knows rhythm and sound level alone")
      return nil
    }
    guard embedded.count >= configuration.minimumSamples, Set(embedded.map(\.style)).count == labels.count,
      Set(embedded.map(\.group)).count >= 2
    else {
      notes.append(
        "only \(embedded.count) of \(samples.count) samples have an embedding, not enough of every dance: the head knows rhythm and sound level alone"
      )
      return nil
    }
    if embedded.count < samples.count {
      notes.append(
        "\(samples.count - embedded.count) samples without an embedding taught the model of rhythm and sound level alone"
      )
    }
    return try trainModel(embedded, labels: labels, slots: 0..<FeatureVector.count)
  }
}

extension HeadTrainer.Configuration {
  fileprivate func check() throws(HeadError) {
    guard foldCount >= 2 else { throw .unusableConfiguration(detail: "\(foldCount) folds, at least 2 are needed") }
    guard !inverseRegularisations.isEmpty, inverseRegularisations.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw .unusableConfiguration(detail: "every strength of regularisation must be above 0")
    }
    guard forest.treeCount >= 1 else { throw .unusableConfiguration(detail: "a forest without trees") }
  }
}
