import Foundation
import NeckenCore
import NeckenEvaluation

extension HeadTrainer {
  /// The same head with probabilities made honest on other recordings than those it was calibrated on: of a
  /// collection of one's own, or as a newer tracker hears them. What it has learned stays.
  ///
  /// Temperature, the dance reader's weight and reliability, and the thresholds of candidate sets are fitted
  /// anew; the report's figures are those of `samples`, each calibrated on the others. The candidates of the
  /// training and how many samples each dance had stay in the report as they were.
  ///
  /// - Parameters:
  ///   - head: one of rhythm alone, as the default one is.
  ///   - samples: of recordings that it did not learn from, of two tunes or more. A dance that it does not know
  ///     counts as none of its own, where it has an answer for that.
  ///   - origin: written into the head as given.
  /// - Throws: ``HeadError`` when the head or the samples are not such.
  public func calibrate(
    _ head: ClassificationHead, by samples: [TrainingSample], origin: HeadOrigin
  ) throws(HeadError) -> ClassificationHead {
    guard let model = head.rhythm, var report = head.report, let before = report.rhythm else { throw .untrained }
    guard head.scalars == nil, head.whole == nil else {
      throw .unusableConfiguration(detail: "only heads of rhythm alone are calibrated anew")
    }
    try configuration.check()
    var heard = samples.filter { $0.rhythm != nil }
    let strangers = heard.indices.filter { !head.labels.contains(heard[$0].style) }
    if head.labels.contains(.unknown) { for index in strangers { heard[index].style = .unknown } }
    try checkHeldBack(heard, labels: head.labels)
    try checkEnough(heard, labels: head.labels)

    let truth = Self.truth(of: heard, labels: head.labels)
    let folds = folds(of: heard, truth: truth, labels: head.labels)
    let scores = heard.compactMap(\.rhythm).map { model.classifier.scores(of: model.standardisation.apply($0.values[model.slots])) }
    let calibration = HeadCalibration(
      scores: scores, heard: Self.readings(heard, labels: head.labels), truth: truth, labels: head.labels,
      folds: folds, configuration: configuration)
    do throws(ClassificationError) {
      report.rhythm = try self.report(
        ModelChoice(
          method: before.method.components(separatedBy: Self.readerClause)[0],
          inverseRegularisation: before.inverseRegularisation, tried: before.tried),
        scores: scores, calibration: calibration, truth: truth, labels: head.labels, folds: folds)
    } catch {
      throw .unmeasurable(error)
    }
    report.comparison = nil
    report.learningCurve = nil
    var note = "\(Self.calibrationNote) on \(heard.count) samples of \(Set(heard.map(\.group)).count) tunes, to which all figures belong"
    if !strangers.isEmpty { note += "; \(strangers.count) of dances that it does not know counted as none of its own" }
    if heard.count < samples.count { note += "; \(samples.count - heard.count) without a steady beat were left aside" }
    report.notes = report.notes.filter { !$0.hasPrefix(Self.calibrationNote) } + [note]
    var calibrated = ClassificationHead(
      featureVersion: head.featureVersion, labels: head.labels, report: report, origin: origin, whole: nil, scalars: nil,
      rhythm: model.calibrated(calibration))
    calibrated.minimumConfidence = head.minimumConfidence
    return calibrated
  }

  private static let calibrationNote = "calibrated anew"
}
