import NeckenML

/// What a training has come to, for people.
enum TrainingReportText {
  static func lines(_ report: TrainingReport, file: String) -> [String] {
    guard let main = report.main else { return [] }
    let metrics = main.metrics
    var summary = [
      ["head", file],
      ["samples", "\(report.samplesPerLabel.reduce(0, +)) of \(Format.count(report.groupCount, "recording"))"],
      ["method", main.method],
      ["right", Format.percent(metrics.accuracy)],
      ["macro-F1", Format.fixed(metrics.macroF1, decimals: 3)],
      ["calibration error", Format.fixed(metrics.expectedCalibrationError, decimals: 3)],
      ["says Unknown", "\(Format.percent(main.unknownShare)), right on the others: "
        + Format.percent(main.accuracyWhenAnswered)],
    ]
    if let curve = report.learningCurve {
      let points = curve.map { "\(Format.fixed($0.sampleCount, decimals: 0)): \(Format.percent($0.accuracy))" }
      summary.append(["right from samples", points.joined(separator: ", ")])
    }
    if let rival = report.comparison {
      summary.append([
        "head “\(rival.name)”",
        "right on \(Format.percent(rival.accuracy)) of \(Format.count(rival.sampleCount, "sample")) it can judge, "
          + "this one on \(Format.percent(rival.newAccuracy))",
      ])
    }
    let table = TextTable(columns: [.init(title: "", width: 18), .init(title: "", width: 0)])
    return summary.map(table.row)
      + ["", "On recordings held back, in \(Format.count(main.folds.count, "fold")):"]
      + StyleScoreTable.confusion(metrics.confusion) + report.notes.map { "note: \($0)" }
  }
}
