import NeckenCore

extension TrackReport {
  /// The report as one JSON object on one line, members in a fixed order; the same report gives the
  /// same bytes. Times are in seconds to the millisecond; what could not be had is `null`.
  public var json: String { document.text }

  private var document: JSONText {
    .object([
      ("file", .string(file)),
      ("title", JSONText(metadata.title)),
      ("album", JSONText(metadata.album)),
      ("artist", JSONText(metadata.artist)),
      ("duration_seconds", .number(features.durationSeconds.rounded(decimals: 3))),
      ("styles", .array(judgements.map(Self.style))),
      ("tempo_bpm", JSONText(features.tempo?.beatsPerMinute.rounded(decimals: 2))),
      ("bars_per_minute", JSONText(features.tempo?.barsPerMinute.rounded(decimals: 2))),
      ("beats_per_bar", JSONText(features.meter?.meter.beatsPerBar)),
      ("time_signature", JSONText(features.meter?.meter.timeSignature)),
      ("meter_probability", JSONText(features.meter?.probability.rounded(decimals: 4))),
      ("meters", .array(features.meters.map(Self.meter))),
      ("beats", Self.times(features.beats.times)),
      ("beat_numbers", .array(features.beats.numbers.map(JSONText.integer))),
      ("bars", Self.times(features.beats.downbeatTimes)),
      ("beat_shares", features.beatShares.map(Self.shares) ?? .null),
      ("swing_ratio", JSONText(features.swing.ratio?.rounded(decimals: 4))),
      ("subdivision", .string(features.swing.subdivision.rawValue)),
      ("evidence", Self.evidence(features.evidence)),
      ("articulation", .number(features.articulation.rounded(decimals: 4))),
      ("bounciness", .number(features.bounciness.rounded(decimals: 4))),
      ("punchiness", .number(features.punchiness.rounded(decimals: 4))),
      ("polska_score", .number(features.polskaScore.rounded(decimals: 4))),
      ("hambo_score", .number(features.hamboScore.rounded(decimals: 4))),
      ("bpm_stability", .number(features.bpmStability.rounded(decimals: 4))),
      ("ternary_confidence", .number(features.ternaryConfidence.rounded(decimals: 4))),
      ("loudness_lufs", JSONText(features.loudnessLufs?.rounded(decimals: 2))),
      ("voice_probability", JSONText(features.voiceProbability?.rounded(decimals: 4))),
      ("sections", .array((features.structure?.sections ?? []).map(Self.section))),
      ("phrase_length_bars", JSONText(features.structure?.phraseLengthBars)),
      ("turns", Self.times(features.structure?.turnTimes ?? [])),
      ("authenticity", Self.authenticity(features.authenticity)),
      ("embedding_available", .bool(features.vector.hasEmbedding)),
      ("features", JSONText(features.vector.values)),
      ("versions", versions),
      ("content_hash", .string(artifacts.provenance.contentHash)),
      ("warnings", JSONText(features.warnings)),
    ])
  }

  private static func times(_ seconds: [Double]) -> JSONText {
    JSONText(seconds.map { $0.rounded(decimals: 3) })
  }

  private static func style(_ judgement: StyleJudgement) -> JSONText {
    .object([
      ("style", .string(judgement.style.rawValue)),
      ("sub_style", JSONText(judgement.subStyle)),
      ("confidence", .number(judgement.confidence.rounded(decimals: 4))),
      ("reason", .string(judgement.reason)),
      ("source", .string(judgement.source.rawValue)),
      ("kind", .string(judgement.kind.rawValue)),
      ("effective_bpm", JSONText(judgement.effectiveBpm?.rounded(decimals: 2))),
      ("bpm_multiplier", .number(judgement.bpmMultiplier.rounded(decimals: 4))),
      ("tempo_category", JSONText(judgement.tempoCategory)),
      ("candidates", judgement.candidates.map(candidates) ?? .null),
    ])
  }

  private static func candidates(_ candidates: StyleCandidates) -> JSONText {
    .object([
      ("styles", JSONText(candidates.styles.map(\.rawValue))),
      ("coverage", .number(candidates.coverage.rounded(decimals: 4))),
    ])
  }

  private static func meter(_ hypothesis: MeterHypothesis) -> JSONText {
    .object([
      ("beats_per_bar", .integer(hypothesis.meter.beatsPerBar)),
      ("time_signature", .string(hypothesis.meter.timeSignature)),
      ("probability", .number(hypothesis.probability.rounded(decimals: 4))),
    ])
  }

  private static func shares(_ shares: BeatShares) -> JSONText {
    .object([
      ("mean", JSONText(shares.mean.map { $0.rounded(decimals: 4) })),
      ("spread", JSONText(shares.spread.map { $0.rounded(decimals: 4) })),
      ("pattern", .string(shares.pattern.rawValue)),
      ("pattern_agreement", .number(shares.patternAgreement.rounded(decimals: 4))),
      ("bars", .integer(shares.barCount)),
    ])
  }

  private static func section(_ section: Section) -> JSONText {
    .object([
      ("start", .number(section.startSeconds.rounded(decimals: 3))),
      ("end", .number(section.endSeconds.rounded(decimals: 3))),
      ("label", .string(section.label)),
      ("bars", .integer(section.barCount)),
    ])
  }

  private static func authenticity(_ authenticity: Authenticity) -> JSONText {
    .object([
      ("score", .number(authenticity.score.rounded(decimals: 4))),
      ("interpretation", .string(authenticity.interpretation)),
      ("requires_manual_review", .bool(authenticity.requiresManualReview)),
      (
        "signals",
        .object(authenticity.signals.map { ($0.name, JSONText($0.value?.rounded(decimals: 4))) })
      ),
    ])
  }

  private var versions: JSONText {
    let provenance = artifacts.provenance
    return .object([
      ("neckenml", .string(provenance.analyzerVersion)),
      ("artifacts", .string(artifacts.schemaVersion)),
      ("features", .integer(FeatureVector.currentVersion)),
      ("decoder", .string(provenance.decoder)),
      ("activation", JSONText(artifacts.rhythm?.activation.source)),
      ("models", .object(provenance.models.map { ($0.name, .string($0.version)) })),
    ])
  }
}
