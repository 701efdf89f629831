public import NeckenEvaluation

/// How good probabilities are against the truth.
public struct ClassificationMetrics: Hashable, Sendable, Codable {
  public var sampleCount: Int
  /// Share of samples whose most probable label is right.
  public var accuracy: Double
  /// Mean over the labels of the harmonic mean of precision and recall.
  public var macroF1: Double
  /// Mean difference between confidence and accuracy, over 15 bins of confidence (Guo et al. 2017).
  public var expectedCalibrationError: Double
  /// Mean squared distance of the probabilities from the truth, 0…2 (Brier 1950, summed over labels).
  public var brierScore: Double
  /// Mean negative logarithm of the truth's probability.
  public var logLoss: Double
  /// Mean cost of an answer by ``ConfusionCosts``.
  public var meanCost: Double
  /// How often each true dance was called what.
  public var confusion: ConfusionMatrix

  private enum CodingKeys: String, CodingKey {
    case accuracy, confusion
    case sampleCount = "samples"
    case macroF1 = "macro_f1"
    case expectedCalibrationError = "expected_calibration_error"
    case brierScore = "brier_score"
    case logLoss = "log_loss"
    case meanCost = "mean_cost"
  }
}
