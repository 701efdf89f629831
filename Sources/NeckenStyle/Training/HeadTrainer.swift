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

    /// What the models of the 217 features and of the 17 scalars are.
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
    /// Of the rhythm model's trees.
    public var boosting = BoostingConfiguration()
    /// Samples from which trees are tried for the rhythm model beside logistic regression. Default 200.
    public var boostingSamples = 200
    /// Learn from rhythm alone, leaving the feature vectors aside. Default false.
    public var onlyRhythm = false
    /// Shares of the samples for the learning curve. Default ¼, ½, ¾ and all.
    public var learningShares = [0.25, 0.5, 0.75, 1]
    /// Samples from which there is a learning curve. Default 40.
    public var learningCurveSamples = 40
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
  /// - Parameters:
  ///   - heldBack: samples to choose and calibrate by, in place of cross-validation; they must be of other
  ///     tunes, and their dances among those of `samples`. For heads of rhythm alone
  ///     (``Configuration/onlyRhythm``).
  ///   - rival: a head to be compared with on the samples, the default one.
  ///   - origin: written into the head as given.
  /// - Throws: ``HeadError`` when there are too few samples, dances or recordings, or the configuration
  ///   makes no sense.
  public func train(
    _ samples: [TrainingSample], heldBack: [TrainingSample] = [], rival: ClassificationHead? = nil,
    origin: HeadOrigin = HeadOrigin()
  ) throws(HeadError) -> ClassificationHead {
    let labels = try checkedLabels(of: samples, heldBack: heldBack)
    let groupCount = Set(samples.map(\.group)).count
    let counts = labels.map { label in samples.count { $0.style == label } }
    var notes: [String] = []
    for (label, count) in zip(labels, counts) where count < configuration.foldCount {
      notes.append("\(label) has only \(count) samples: its figures say little")
    }
    let trained = try trainModels(samples, heldBack: heldBack, labels: labels, notes: &notes)
    guard let main = trained.main else { throw .noSteadyBeat }
    var report = TrainingReport(
      labels: labels, samplesPerLabel: counts, groupCount: groupCount, whole: trained.whole?.report,
      scalars: trained.scalars?.report, rhythm: trained.rhythm?.report, notes: notes)
    report.learningCurve = learningCurve(of: main)
    report.comparison = rival.flatMap { compare(main, with: $0) }
    var head = ClassificationHead(
      labels: labels, report: report, origin: origin, whole: trained.whole?.model,
      scalars: trained.scalars?.model, rhythm: trained.rhythm?.model)
    head.minimumConfidence = configuration.minimumConfidence
    return head
  }

  private func checkedLabels(
    of samples: [TrainingSample], heldBack: [TrainingSample]
  ) throws(HeadError) -> [DanceStyle] {
    try configuration.check()
    let labels = Set(samples.map(\.style)).sorted()
    try checkEnough(samples, labels: labels)
    guard heldBack.isEmpty || configuration.onlyRhythm else {
      throw .unusableConfiguration(detail: "samples are held back for heads of rhythm alone")
    }
    try checkHeldBack(heldBack, labels: labels)
    return labels
  }

  /// - Throws: when there are too few samples, dances or recordings.
  func checkEnough(_ samples: [TrainingSample], labels: [DanceStyle]) throws(HeadError) {
    guard samples.count >= configuration.minimumSamples else {
      throw .tooFewSamples(found: samples.count, needed: configuration.minimumSamples)
    }
    guard labels.count >= 2 else { throw .tooFewStyles(found: labels.count) }
    let groupCount = Set(samples.map(\.group)).count
    guard groupCount >= 2 else { throw .tooFewRecordings(found: groupCount) }
  }

  /// - Throws: when a sample to judge by is of a dance that is not learned.
  func checkHeldBack(_ heldBack: [TrainingSample], labels: [DanceStyle]) throws(HeadError) {
    if let stranger = heldBack.first(where: { !labels.contains($0.style) }) {
      throw .unusableConfiguration(detail: "\(stranger.style) is held back and not learned")
    }
  }
}

extension HeadTrainer.Configuration {
  func check() throws(HeadError) {
    guard foldCount >= 2 else { throw .unusableConfiguration(detail: "\(foldCount) folds, at least 2 are needed") }
    guard !inverseRegularisations.isEmpty, inverseRegularisations.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw .unusableConfiguration(detail: "every strength of regularisation must be above 0")
    }
    guard forest.treeCount >= 1 else { throw .unusableConfiguration(detail: "a forest without trees") }
    guard (1...10).contains(boosting.depth), !boosting.rounds.isEmpty, boosting.rounds.allSatisfy({ $0 >= 1 }) else {
      throw .unusableConfiguration(detail: "boosted trees of no depth or without rounds")
    }
  }
}
