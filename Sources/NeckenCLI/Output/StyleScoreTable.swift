import NeckenML

/// How right the dances are, for people.
enum StyleScoreTable {
  static func lines(_ scores: [StyleScores]) -> [String] {
    let titles = [
      "BY", "RIGHT", "MACRO-F1", "COST", "ACROSS METERS", "CALIBRATION ERROR", "ANSWERED", "RIGHT OF THOSE",
      "AT 90 % RIGHT",
    ]
    let rows = scores.map { score in
      [
        score.name, Format.percent(score.accuracy), Format.fixed(score.macroF1, decimals: 3),
        Format.fixed(score.meanCost, decimals: 3), Format.percent(score.acrossMeters),
        Format.fixed(score.calibrationError, decimals: 3), Format.percent(score.answeredShare),
        Format.percent(score.accuracyWhenAnswered), Format.percent(score.coverage),
      ]
    }
    let summary = TextTable.lines(titles: titles, rightAligned: Set(1..<titles.count), rows: rows)
    guard let sound = scores.first(where: { $0.name == "sound" }) else { return summary }
    let count = Format.count(sound.sampleCount, "recording")
    return ["\(count):"] + summary + ["", "By the sound:"] + confusion(sound.confusion)
  }

  static func confusion(_ matrix: ConfusionMatrix) -> [String] {
    TextTable.lines(
      titles: ["TRUTH \\ ANSWER"] + matrix.labels, rightAligned: Set(1...max(1, matrix.labels.count)),
      rows: zip(matrix.labels, matrix.counts).map { [$0] + $1.map(String.init) })
  }
}
