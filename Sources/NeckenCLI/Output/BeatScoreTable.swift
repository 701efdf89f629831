import NeckenML

/// Scores of beats as a table.
enum BeatScoreTable {
  private static let columns: [(title: String, value: @Sendable (BeatScores) -> Double?)] = [
    ("F70", { $0.beatFMeasure }), ("F100", { $0.beatFMeasureWide }), ("CMLt", { $0.correctLevelTotal }),
    ("AMLt", { $0.anyLevelTotal }), ("INFO", { $0.informationGain }), ("DOWN F", { $0.downbeatFMeasure }),
    ("ACC1", { $0.tempoAccuracy1 }), ("ACC2", { $0.tempoAccuracy2 }), ("METER", { $0.meterAccuracy }),
    ("SHARES", { $0.beatShareError }),
  ]

  static func lines(_ report: BeatEvaluation.Report) -> [String] {
    guard let mean = report.mean else { return [] }
    let rows = report.files.map { row($0.name, $0.scores) } + [row("mean of \(report.files.count)", mean)]
    return TextTable.lines(
      titles: ["FILE"] + columns.map(\.title), rightAligned: Set(1...columns.count), rows: rows)
  }

  private static func row(_ name: String, _ scores: BeatScores) -> [String] {
    [name] + columns.map { column in column.value(scores).map { Format.fixed($0, decimals: 3) } ?? Format.none }
  }
}
