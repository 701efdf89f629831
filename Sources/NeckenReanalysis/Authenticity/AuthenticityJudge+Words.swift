import NeckenCore

extension AuthenticityJudge {
  func interpretation(_ score: Double?, _ signals: [AuthenticitySignal]) -> String {
    guard let score else { return "Nothing could be measured that would tell traditional from modern playing" }
    let verdict =
      if score >= configuration.traditionalFrom {
        "Sounds like traditional playing"
      } else if score >= configuration.probablyTraditionalFrom {
        "Probably traditional playing"
      } else if score >= configuration.eitherFrom {
        "May be either traditional or modern"
      } else {
        "Sounds modern or programmed"
      }
    let missing = signals.filter { $0.value == nil }.map { $0.name.replacing("_", with: " ") }
    return missing.isEmpty ? verdict : "\(verdict); not measured: \(missing.joined(separator: ", "))"
  }

  /// Near the border, too little measured, or weighty signals at odds.
  func needsReview(_ score: Double?, _ signals: [AuthenticitySignal]) -> Bool {
    guard let score else { return true }
    let border = (configuration.eitherFrom + configuration.probablyTraditionalFrom) / 2
    let total = signals.reduce(0) { $0 + $1.weight }
    let measured = signals.reduce(0) { $0 + ($1.value == nil ? 0 : $1.weight) }
    let weighty = signals.filter { $0.weight >= configuration.contradictionWeight }.compactMap(\.value)
    let disagreement = (weighty.max() ?? 0) - (weighty.min() ?? 0)
    return abs(score - border) < configuration.reviewMargin
      || measured < configuration.minimumMeasuredWeight * total
      || disagreement > configuration.contradiction
  }
}
