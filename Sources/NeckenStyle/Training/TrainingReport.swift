public import NeckenCore

/// What a training did and how well its heads do on recordings they have not heard.
public struct TrainingReport: Hashable, Sendable, Codable {
  public var labels: [DanceStyle]
  /// Samples of each label, in the order of `labels`.
  public var samplesPerLabel: [Int]
  /// Groups (recordings) that were kept whole.
  public var groupCount: Int
  /// The model of all 217 features; `nil` when too few samples had an embedding, see `notes`.
  public var whole: ModelReport?
  /// The model of the 17 scalars; `nil` for a head of rhythm alone.
  public var scalars: ModelReport?
  /// The model of the ``RhythmVector``; `nil` when the samples came without.
  public var rhythm: ModelReport?
  /// What more labels would bring: the best model fitted on parts of the samples; `nil` for small sets.
  public var learningCurve: [LearningPoint]?
  /// How the default head does on the same recordings; `nil` when it could not be asked.
  public var comparison: HeadComparison?
  /// What the trainer wants its user to know.
  public var notes: [String]

  private enum CodingKeys: String, CodingKey {
    case labels, whole, scalars, rhythm, notes
    case comparison
    case learningCurve = "learning_curve"
    case samplesPerLabel = "samples_per_label"
    case groupCount = "groups"
  }

  /// The report of the model that full analyses will be judged by: of those trained on all there is, the best.
  public var main: ModelReport? {
    guard let sound = whole ?? scalars else { return rhythm }
    guard let rhythm, rhythm.metrics.logLoss <= sound.metrics.logLoss else { return sound }
    return rhythm
  }
}

/// How well a model does that was fitted on part of the samples.
public struct LearningPoint: Hashable, Sendable, Codable {
  /// Mean number of samples fitted on.
  public var sampleCount: Double
  public var accuracy: Double
  public var macroF1: Double

  private enum CodingKeys: String, CodingKey {
    case accuracy
    case sampleCount = "samples"
    case macroF1 = "macro_f1"
  }
}

/// Another head's answers to the samples of a training, beside the new head's answers to them when held back.
public struct HeadComparison: Hashable, Sendable, Codable {
  /// The other head's name.
  public var name: String
  /// Samples that it could hear and whose dance it knows.
  public var sampleCount: Int
  /// Right answers among them, "don't know" counting as wrong; the other's and the new head's.
  public var accuracy: Double
  public var newAccuracy: Double
  /// Mean cost by ``ConfusionCosts``; the other's and the new head's.
  public var meanCost: Double
  public var newMeanCost: Double

  private enum CodingKeys: String, CodingKey {
    case name, accuracy
    case sampleCount = "samples"
    case newAccuracy = "new_accuracy"
    case meanCost = "mean_cost"
    case newMeanCost = "new_mean_cost"
  }
}

/// How one model was chosen and how well it does on recordings it was not fitted on: by cross-validation grouped
/// by recording, or on samples held back for it.
public struct ModelReport: Hashable, Sendable, Codable {
  /// The chosen candidate: "logistic regression, C = 0.1", "boosted trees, 60 rounds, by meter family".
  public var method: String
  /// The chosen inverse regularisation C; `nil` for trees.
  public var inverseRegularisation: Double?
  /// Every candidate tried, with its calibrated log-loss.
  public var tried: [CandidateTrial]
  /// Scores are divided by this.
  public var temperature: Double
  /// On all out-of-fold predictions; each was calibrated on the other folds.
  public var metrics: ClassificationMetrics
  /// The same before calibration, for comparison.
  public var uncalibratedCalibrationError: Double
  public var folds: [FoldReport]
  /// Share of samples below the least confidence, to which the head would say Unknown.
  public var unknownShare: Double
  /// Accuracy on the others.
  public var accuracyWhenAnswered: Double
  /// Share of all samples that can be answered, the surest first, before accuracy falls below 90 %.
  public var coverageAt90: Double

  private enum CodingKeys: String, CodingKey {
    case method, tried, temperature, metrics, folds
    case inverseRegularisation = "inverse_regularisation"
    case uncalibratedCalibrationError = "uncalibrated_calibration_error"
    case unknownShare = "unknown_share"
    case accuracyWhenAnswered = "accuracy_when_answered"
    case coverageAt90 = "coverage_at_90"
  }
}

/// One kind and strength of model that was tried.
public struct CandidateTrial: Hashable, Sendable, Codable {
  /// As in ``ModelReport/method``; `nil` in files of before there were other models than C tells apart.
  public var model: String?
  /// `nil` for trees.
  public var inverseRegularisation: Double?
  /// Out-of-fold, after temperature scaling; less is better.
  public var logLoss: Double

  private enum CodingKeys: String, CodingKey {
    case model
    case inverseRegularisation = "inverse_regularisation"
    case logLoss = "log_loss"
  }
}

/// One fold of the cross-validation.
public struct FoldReport: Hashable, Sendable, Codable {
  public var sampleCount: Int
  public var accuracy: Double
  public var macroF1: Double

  private enum CodingKeys: String, CodingKey {
    case accuracy
    case sampleCount = "samples"
    case macroF1 = "macro_f1"
  }
}
