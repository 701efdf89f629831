import NeckenML

/// What a training has come to, for people.
enum TrainingReportText {
  static func lines(_ report: TrainingReport, file: String) -> [String] {
    let metrics = report.main.metrics
    let summary = [
      ["head", file],
      ["samples", "\(report.samplesPerLabel.reduce(0, +)) of \(Format.count(report.groupCount, "recording"))"],
      ["method", report.main.method],
      ["right", Format.percent(metrics.accuracy)],
      ["macro-F1", Format.fixed(metrics.macroF1, decimals: 3)],
      ["calibration error", Format.fixed(metrics.expectedCalibrationError, decimals: 3)],
      ["says Unknown", "\(Format.percent(report.main.unknownShare)), right on the others: "
        + Format.percent(report.main.accuracyWhenAnswered)],
    ]
    let table = TextTable(columns: [.init(title: "", width: 18), .init(title: "", width: 0)])
    let rows = zip(metrics.confusion.labels, metrics.confusion.counts).map { label, row in
      [label] + row.map(String.init)
    }
    let confusion = TextTable.lines(
      titles: ["TRUTH \\ ANSWER"] + metrics.confusion.labels,
      rightAligned: Set(1...max(1, metrics.confusion.labels.count)),
      rows: rows)
    return summary.map(table.row)
      + ["", "On recordings held back, in \(Format.count(report.main.folds.count, "fold")):"] + confusion
      + report.notes.map { "note: \($0)" }
  }
}
