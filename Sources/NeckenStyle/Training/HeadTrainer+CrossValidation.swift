import NeckenCore
import NeckenEvaluation

extension HeadTrainer {
  /// What one of a head's models is trained and judged on.
  struct ModelTask {
    /// Slots of the vector that the rows hold.
    let slots: Range<Int>
    /// Not standardised, in the order of `samples`.
    let rows: [ArraySlice<Double>]
    let samples: [TrainingSample]
    let labels: [DanceStyle]
    let candidates: [ModelCandidate]
    /// Samples kept apart for choosing and calibrating; empty to cross-validate instead.
    var heldBack: [TrainingSample] = []
    var heldBackRows: [ArraySlice<Double>] = []
  }

  /// The dance reader's log-probability of each label for each sample; `nil` where it has not read.
  static func readings(_ samples: [TrainingSample], labels: [DanceStyle]) -> [[Double]?] {
    samples.map { sample in sample.rhythm?.reading.map { reading in labels.map(reading.logProbability) } }
  }

  /// The place of each sample's dance among the labels.
  static func truth(of samples: [TrainingSample], labels: [DanceStyle]) -> [Int] {
    let position = Dictionary(zip(labels, labels.indices)) { first, _ in first }
    return samples.map { position[$0.style, default: 0] }
  }

  func folds(of samples: [TrainingSample], truth: [Int], labels: [DanceStyle]) -> GroupedFolds {
    GroupedFolds(groups: samples.map(\.group), labels: truth, labelCount: labels.count, wanted: configuration.foldCount)
  }

  /// A model with what is known of it.
  struct Trained {
    let model: CalibratedModel
    let report: ModelReport
    let task: ModelTask
    let candidate: ModelCandidate
    /// Probabilities of the samples it was judged on, by models that had not seen them.
    let judged: [[Double]]
  }

  /// Chooses among the candidates, calibrates, and fits the chosen one on all of the task's samples.
  func trainModel(_ task: ModelTask) throws(ClassificationError) -> Trained {
    let raw = DesignMatrix(rows: task.rows, columnCount: task.slots.count)
    var set = TrainingSet(
      features: raw, truth: Self.truth(of: task.samples, labels: task.labels), isTernary: task.samples.map(isTernary),
      labelCount: task.labels.count)
    let judged = task.heldBack.isEmpty ? task.samples : task.heldBack
    let judgedTruth = Self.truth(of: judged, labels: task.labels)
    let folds = folds(of: judged, truth: judgedTruth, labels: task.labels)

    var trials =
      task.heldBack.isEmpty
      ? crossValidate(set, candidates: task.candidates, folds: folds)
      : validate(set, candidates: task.candidates, on: task.heldBackRows, truth: judgedTruth)
    if let blend = Self.blend(of: trials, truth: judgedTruth) { trials.append(blend) }
    // Of equally good candidates the first, which is the simpler one.
    let best = trials.min { $0.logLoss < $1.logLoss } ?? trials[0]
    let calibration = HeadCalibration(
      scores: best.scores, heard: Self.readings(judged, labels: task.labels), truth: judgedTruth, labels: task.labels,
      folds: folds, configuration: configuration)
    let standardisation = raw.standardisation()
    set.features = raw.standardised(by: standardisation)
    let model = CalibratedModel(
      slots: task.slots, standardisation: standardisation,
      classifier: .fit(best.candidate, to: set, configuration: configuration), temperature: calibration.temperature,
      conformal: calibration.conformal, reading: calibration.reading)
    return Trained(
      model: model,
      report: try report(
        ModelChoice(
          method: best.candidate.name, inverseRegularisation: best.candidate.inverseRegularisation,
          tried: trials.map {
            CandidateTrial(
              model: $0.candidate.name, inverseRegularisation: $0.candidate.inverseRegularisation, logLoss: $0.logLoss)
          }),
        scores: best.scores, calibration: calibration, truth: judgedTruth, labels: task.labels, folds: folds),
      task: task, candidate: best.candidate, judged: calibration.probabilities)
  }

  /// Whether a sample is in a bar of three: as its maker says, else as its dance is, else as it was tracked.
  func isTernary(_ sample: TrainingSample) -> Bool {
    if let isTernary = sample.isTernary { return isTernary }
    let meters = configuration.costs.dances.profile(of: sample.style)?.meters ?? []
    let ternary = Set(meters.map(\.meter.isTernary))
    return ternary.count == 1 ? ternary.contains(true) : sample.rhythm?.isTernary ?? false
  }

  /// One candidate with the scores it gives to samples it was not fitted on.
  struct Trial {
    let candidate: ModelCandidate
    let scores: [[Double]]
    let logLoss: Double

    init(_ candidate: ModelCandidate, scores: [[Double]], truth: [Int]) {
      let scaling = TemperatureScaling()
      self.candidate = candidate
      self.scores = scores
      logLoss = scaling.logLoss(
        scores: scores, truth: truth, temperature: scaling.fit(scores: scores, truth: truth))
    }
  }

  /// The best logistic regression and the best trees together, where both were tried.
  private static func blend(of trials: [Trial], truth: [Int]) -> Trial? {
    let best = [true, false].compactMap { isLogistic in
      trials.filter { ($0.candidate.inverseRegularisation != nil) == isLogistic }.min { $0.logLoss < $1.logLoss }
    }
    guard best.count == 2 else { return nil }
    return Trial(
      .blend(best.map(\.candidate)), scores: truth.indices.map { sample in
        BlendedModel.mean(of: best.map { $0.scores[sample] })
      }, truth: truth)
  }

  private func crossValidate(_ set: TrainingSet, candidates: [ModelCandidate], folds: GroupedFolds) -> [Trial] {
    var scores = Array(
      repeating: Array(repeating: [Double](), count: set.truth.count), count: candidates.count)
    for fold in 0..<folds.count {
      let held = folds.samples(in: fold)
      let found = fitted(set.subset(folds.samples(outside: fold)), candidates, on: held.map(set.features.row))
      for candidate in candidates.indices {
        for (sample, row) in zip(held, found[candidate]) { scores[candidate][sample] = row }
      }
    }
    return zip(candidates, scores).map { Trial($0, scores: $1, truth: set.truth) }
  }

  private func validate(
    _ set: TrainingSet, candidates: [ModelCandidate], on rows: [ArraySlice<Double>], truth: [Int]
  ) -> [Trial] {
    zip(candidates, fitted(set, candidates, on: rows)).map { Trial($0, scores: $1, truth: truth) }
  }

  /// Every candidate's scores of `rows`, fitted on `set`, whose features are not yet standardised.
  func fitted(
    _ set: TrainingSet, _ candidates: [ModelCandidate], on rows: [ArraySlice<Double>]
  ) -> [[[Double]]] {
    let standardisation = set.features.standardisation()
    var set = set
    set.features = set.features.standardised(by: standardisation)
    let standardised = rows.map(standardisation.apply)
    var previous: CalibratedModel.Classifier?
    return candidates.map { candidate in
      let classifier = CalibratedModel.Classifier.fit(
        candidate, to: set, configuration: configuration, start: previous)
      previous = classifier
      return standardised.map(classifier.scores)
    }
  }
}
