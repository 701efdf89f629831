import Foundation
import NeckenCore

/// What becomes of a track's styles when an analysis has new ones: the one place where it is decided,
/// for every store.
///
/// A row that a person stands behind stays as it is. Only what nobody said anything about is added
/// to it: the vector, and a tempo where there was none. Other rows are replaced by the new judgements;
/// a dance that was there before keeps its row, and with it the columns that users added. After a
/// person's correction the tempo of confirmed rows follows as well.
enum StyleMerge {
  /// - Parameter isCorrection: a person corrected what the result was derived from.
  /// - Returns: all rows the track has from now on, the primary first.
  static func merge(
    existing: [TrackDanceStyle], with result: Classification, trackID: TrackID, at now: Date,
    isCorrection: Bool = false
  ) -> [TrackDanceStyle] {
    var rows = existing.filter(\.isUserConfirmed)
    rows.markPrimary()
    if isCorrection { for index in rows.indices { rows[index].followTempo(of: result) } }
    var isPrimaryTaken = !rows.isEmpty

    for judgement in result.judgements {
      if let index = rows.firstIndex(where: { $0.danceStyle == judgement.style }) {
        if rows[index].isUserConfirmed { rows[index].fillTempo(from: judgement) }
        continue
      }
      let earlier = existing.first { $0.danceStyle == judgement.style }
      let isPrimary = judgement.kind == .primary && !isPrimaryTaken
      isPrimaryTaken = isPrimaryTaken || isPrimary
      rows.append(
        TrackDanceStyle(
          id: earlier?.id ?? RecordID.make(), trackID: trackID, danceStyle: judgement.style,
          subStyle: judgement.subStyle, isPrimary: isPrimary, confidence: judgement.confidence,
          tempoCategory: judgement.tempoCategory, bpmMultiplier: judgement.bpmMultiplier,
          effectiveBpm: judgement.effectiveBpm, classificationSource: judgement.source,
          reason: judgement.reason, createdAt: earlier?.createdAt ?? now))
    }
    for index in rows.indices {
      rows[index].setVector(rows[index].isPrimary ? result.vector : nil)
    }
    return rows.inDisplayOrder()
  }
}

extension [TrackDanceStyle] {
  /// Of rows that people stand behind one leads, also where another program named none.
  fileprivate mutating func markPrimary() {
    guard !isEmpty, !contains(where: \.isPrimary) else { return }
    let first = indices.max { left, right in
      (self[left].confirmationCount, self[right].danceStyle) < (self[right].confirmationCount, self[left].danceStyle)
    }
    if let first { self[first].isPrimary = true }
  }
}

extension TrackDanceStyle {
  /// The tempo after a correction: as judged for this dance, else by the multiplier that was right before.
  fileprivate mutating func followTempo(of result: Classification) {
    let judgement = result.judgements.first { $0.style == danceStyle }
    bpmMultiplier = judgement?.bpmMultiplier ?? bpmMultiplier
    effectiveBpm = judgement?.effectiveBpm ?? result.columns.tempoBpm.map { $0 * bpmMultiplier }
    tempoCategory = judgement?.tempoCategory
  }

  fileprivate mutating func fillTempo(from judgement: StyleJudgement) {
    guard effectiveBpm == nil else { return }
    effectiveBpm = judgement.effectiveBpm
    bpmMultiplier = judgement.bpmMultiplier
    tempoCategory = tempoCategory ?? judgement.tempoCategory
  }

  fileprivate mutating func setVector(_ vector: FeatureVector?) {
    embedding = vector.map { $0.values.map { Float($0) } }
    featureVersion = vector.map { _ in FeatureVector.currentVersion }
  }
}

extension [TrackDanceStyle] {
  /// The primary first, then the surest, then by name.
  func inDisplayOrder() -> [TrackDanceStyle] {
    sorted { left, right in
      if left.isPrimary != right.isPrimary { return left.isPrimary }
      if left.confidence != right.confidence { return left.confidence > right.confidence }
      return left.danceStyle.rawValue.utf8.lexicographicallyPrecedes(right.danceStyle.rawValue.utf8)
    }
  }
}
