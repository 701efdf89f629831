import NeckenCore
import NeckenStore

extension TrackReport {
  /// The same report with what a person confirmed in the first place; the program's own judgements follow.
  func honouring(_ styles: [TrackDanceStyle]) -> TrackReport {
    guard let confirmed = styles.first(where: { $0.isPrimary && $0.isUserConfirmed }) else { return self }
    var report = self
    let word = StyleJudgement(
      style: confirmed.danceStyle, subStyle: confirmed.subStyle, confidence: confirmed.confidence,
      reason: confirmed.reason, source: .user, kind: .primary, effectiveBpm: confirmed.effectiveBpm,
      bpmMultiplier: confirmed.bpmMultiplier, tempoCategory: confirmed.tempoCategory)
    let others = judgements.filter { $0.style != confirmed.danceStyle }.map { judgement in
      var judgement = judgement
      judgement.kind = .secondary
      return judgement
    }
    report.judgements = [word] + others
    return report
  }
}
