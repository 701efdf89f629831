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
  /// The model of the 17 scalars.
  public var scalars: ModelReport
  /// What the trainer wants its user to know.
  public var notes: [String]

  private enum CodingKeys: String, CodingKey {
    case labels, whole, scalars, notes
    case samplesPerLabel = "samples_per_label"
    case groupCount = "groups"
  }

  /// The report of the model that full analyses will be judged by.
  public var main: ModelReport { whole ?? scalars }
}

/// How one model was chosen and how well it does, by cross-validation grouped by recording.
public struct ModelReport: Hashable, Sendable, Codable {
  /// "logistic regression", "random forest".
  public var method: String
  /// The chosen inverse regularisation C; `nil` for a forest.
  public var inverseRegularisation: Double?
  /// Every C tried, with its calibrated log-loss.
  public var tried: [RegularisationTrial]
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

/// One strength of regularisation that was tried.
public struct RegularisationTrial: Hashable, Sendable, Codable {
  public var inverseRegularisation: Double
  /// Out-of-fold, after temperature scaling; less is better.
  public var logLoss: Double

  private enum CodingKeys: String, CodingKey {
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
