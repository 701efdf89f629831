import NeckenCore

/// Merges all rules' evidence by dance and ranks it.
struct StyleRanking {
  let evidence: [StyleEvidence]
  let features: DerivedFeatures?
  let configuration: StyleClassifier.RankingConfiguration
  let table: DanceTable

  /// All that speaks for one dance.
  private struct Candidate {
    let style: DanceStyle
    /// The surest first; of two as sure, the earlier rule's.
    let evidence: [StyleEvidence]
    let confidence: Double

    var lead: StyleEvidence { evidence[0] }
    var isNamedInText: Bool { lead.source == .metadata }
    var isHeard: Bool { lead.source == .head || lead.source == .heuristic }
  }

  func judgements() -> [StyleJudgement] {
    let candidates = rankedCandidates()
    guard let best = candidates.first, best.confidence >= configuration.unknownBelow else {
      return [unknown(nearest: candidates)]
    }
    let primary = judgement(of: best, kind: .primary, reason: fullReason(of: best))
    return [primary] + secondaries(to: primary, best: best, rivals: candidates.dropFirst())
  }

  private func rankedCandidates() -> [Candidate] {
    var order: [DanceStyle] = []
    var byStyle: [DanceStyle: [StyleEvidence]] = [:]
    for piece in evidence where !piece.isAbstention {
      if byStyle[piece.style] == nil { order.append(piece.style) }
      byStyle[piece.style, default: []].append(piece)
    }
    // Stable by construction: ties keep the order in which the rules spoke.
    return order.enumerated().map { index, style in
      (index, candidate(style, byStyle[style, default: []]))
    }
    .sorted { ($1.1.confidence, $0.0) < ($0.1.confidence, $1.0) }
    .map(\.1)
  }

  private func candidate(_ style: DanceStyle, _ pieces: [StyleEvidence]) -> Candidate {
    let sorted = pieces.enumerated()
      .sorted { ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset) }
      .map(\.element)
    let written = strongest(sorted) { $0 == .metadata }
    let heard = strongest(sorted) { $0 == .head || $0 == .heuristic }
    // Title and sound are independent witnesses; head and heuristics hear the same sound.
    let together = min(configuration.maximumCombined, 1 - (1 - written) * (1 - heard))
    return Candidate(style: style, evidence: sorted, confidence: max(sorted[0].confidence, together))
  }

  private func strongest(_ pieces: [StyleEvidence], from isWanted: (StyleSource) -> Bool) -> Double {
    pieces.first { isWanted($0.source) }?.confidence ?? 0
  }

  private func judgement(of candidate: Candidate, kind: StyleJudgement.Kind, reason: String) -> StyleJudgement {
    judgement(
      style: candidate.style, subStyle: candidate.evidence.lazy.compactMap(\.subStyle).first,
      confidence: candidate.confidence, reason: reason, source: candidate.lead.source, kind: kind)
  }

  private func judgement(
    style: DanceStyle, subStyle: String?, confidence: Double, reason: String, source: StyleSource,
    kind: StyleJudgement.Kind
  ) -> StyleJudgement {
    var result = StyleJudgement(
      style: style, subStyle: subStyle, confidence: confidence, reason: reason, source: source, kind: kind)
    guard let tracked = features?.tempo?.beatsPerMinute else { return result }
    guard let profile = table.profile(of: style) else {
      result.effectiveBpm = tracked
      return result
    }
    let tempo = table.effectiveTempo(trackedBpm: tracked, for: profile)
    result.effectiveBpm = tempo.bpm
    result.bpmMultiplier = tempo.multiplier
    result.tempoCategory = profile.tempoCategories?.name(forBpm: tempo.bpm, names: table.tempoCategoryNames)
    return result
  }
}

// MARK: Reasons
extension StyleRanking {
  /// The lead's reason, what else agrees with it, and what speaks against it.
  private func fullReason(of candidate: Candidate) -> String {
    var parts = [candidate.lead.reason]
    for piece in candidate.evidence.dropFirst() where piece.source != candidate.lead.source {
      parts.append(piece.reason)
    }
    if candidate.isNamedInText, let doubt = doubt(about: candidate.style) { parts.append(doubt) }
    if candidate.lead.source != .metadata { parts += abstentions }
    return parts.joined(separator: "; ")
  }

  private var abstentions: [String] {
    evidence.lazy.filter(\.isAbstention).map(\.reason)
  }

  private func doubt(about style: DanceStyle) -> String? {
    guard let features, let heard = features.meter, let profile = table.profile(of: style),
      !profile.meters.isEmpty, profile.meterFit(features.meters) < configuration.doubtBelowMeterFit
    else { return nil }
    return "but the music seems to have \(heard.meter.inWords): listen before trusting it"
  }

  private func unknown(nearest: [Candidate]) -> StyleJudgement {
    var parts = abstentions
    let names = nearest.prefix(configuration.nearestNamed).map { candidate in
      "\(candidate.style) (\(candidate.confidence.inPercent))"
    }
    if !names.isEmpty {
      parts.append("nothing is likely enough; nearest: \(names.joined(separator: ", "))")
    }
    if parts.isEmpty { parts.append("neither title nor sound names a dance") }
    return StyleJudgement(
      style: .unknown, confidence: 0, reason: parts.joined(separator: "; "), source: .none, kind: .primary,
      effectiveBpm: features?.tempo?.beatsPerMinute)
  }
}

extension Double {
  /// A probability as people say it: "87 %".
  var inPercent: String { "\(Int((100 * self).rounded())) %" }
}

// MARK: Secondaries
extension StyleRanking {
  /// Dances that go to the same music, and rivals of the same kind of evidence.
  private func secondaries(
    to primary: StyleJudgement, best: Candidate, rivals: ArraySlice<Candidate>
  ) -> [StyleJudgement] {
    var found: [StyleJudgement] = []
    for rival in rivals where isRival(rival, of: best) {
      found.append(judgement(of: rival, kind: .secondary, reason: rival.lead.reason))
    }
    for dance in compatible(with: primary) where !found.contains(where: { $0.style == dance.style }) {
      found.append(dance)
    }
    let likely = found.filter { $0.confidence >= configuration.secondaryBelow }
    return Array(
      likely.sorted { ($1.confidence, $0.style) < ($0.confidence, $1.style) }
        .prefix(configuration.maximumSecondaries))
  }

  /// A clear title is not put in doubt by a guess, and one piece of evidence never names dances across meters.
  private func isRival(_ rival: Candidate, of best: Candidate) -> Bool {
    if best.isNamedInText { return !rival.isHeard }
    if best.isHeard, rival.isHeard { return table.shareMeter(best.style, rival.style) }
    return true
  }

  private func compatible(with primary: StyleJudgement) -> [StyleJudgement] {
    guard let features, let tempo = features.tempo else { return [] }
    return (table.profile(of: primary.style)?.compatible ?? []).compactMap { dance in
      guard let profile = table.profile(of: dance.style),
        profile.meterFit(features.meters) >= configuration.compatibleMeterFit
      else { return nil }
      let fit = table.effectiveTempo(trackedBpm: tempo.beatsPerMinute, for: profile).fit
      guard fit >= configuration.compatibleTempoFit else { return nil }
      return judgement(
        style: dance.style, subStyle: nil, confidence: primary.confidence * dance.weight * fit,
        reason: "\(dance.style) goes to \(primary.style) music at this tempo", source: primary.source,
        kind: .secondary)
    }
  }
}
