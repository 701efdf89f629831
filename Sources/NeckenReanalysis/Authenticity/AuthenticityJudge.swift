import NeckenCore

/// Judges how much a recording sounds like traditional playing, by six weighted signals.
///
/// A signal that could not be measured is `nil`, is left out of the score, and is named in the
/// interpretation; it never counts as good or bad.
struct AuthenticityJudge {
  typealias Configuration = Reanalysis.Configuration.Authenticity

  let configuration: Configuration

  func judge(_ evidence: AuthenticityEvidence) -> Authenticity {
    let signals = [
      AuthenticitySignal(
        name: "acoustic_sound", value: acousticSound(evidence), weight: configuration.acousticSoundWeight),
      AuthenticitySignal(
        name: "no_rhythm_section", value: noRhythmSection(evidence),
        weight: configuration.noRhythmSectionWeight),
      AuthenticitySignal(
        name: "human_tempo", value: evidence.barJitter.map(configuration.humanJitter.membership),
        weight: configuration.humanTempoWeight),
      AuthenticitySignal(
        name: "live_dynamics", value: liveDynamics(evidence), weight: configuration.liveDynamicsWeight),
      AuthenticitySignal(
        name: "lively_rhythm", value: livelyRhythm(evidence), weight: configuration.livelyRhythmWeight),
      AuthenticitySignal(
        name: "instrumental", value: instrumental(evidence), weight: configuration.instrumentalWeight),
    ]
    let score = Scores.blend(signals.map { ($0.value, max($0.weight, 0)) })
    return Authenticity(
      score: score ?? Self.scoreOfNothing, signals: signals,
      interpretation: interpretation(score, signals), requiresManualReview: needsReview(score, signals))
  }

  /// Neither way, with a call for a person to listen.
  private static let scoreOfNothing = 0.5

  private func sum(_ tags: [TagProbability], in names: Set<String>) -> Double {
    tags.reduce(0) { sum, tag in
      let counts = tag.probability >= configuration.minimumTagProbability && names.contains(tag.tag.lowercased())
      return counts ? sum + min(tag.probability, 1) : sum
    }
  }

  /// Acoustic tags' part of acoustic and electronic ones.
  private func acousticSound(_ evidence: AuthenticityEvidence) -> Double? {
    guard let tags = evidence.tags else { return nil }
    let acoustic = sum(tags, in: configuration.acousticTags)
    let electronic = sum(tags, in: configuration.electronicTags)
    guard acoustic + electronic >= configuration.minimumTagEvidence else { return nil }
    return acoustic / (acoustic + electronic)
  }

  private func noRhythmSection(_ evidence: AuthenticityEvidence) -> Double? {
    evidence.tags.map { tags in
      1 - (sum(tags, in: configuration.rhythmSectionTags) / configuration.fullRhythmSection).clampedToUnit
    }
  }

  private func liveDynamics(_ evidence: AuthenticityEvidence) -> Double? {
    Scores.blend([
      (evidence.loudnessRangeLu.map { Scores.position(of: $0, in: configuration.liveLoudnessRangeLu) }, 1),
      (evidence.peakToLoudnessLu.map { Scores.position(of: $0, in: configuration.livePeakToLoudnessLu) }, 1),
    ])
  }

  /// Variation from bar to bar and beat to beat, and notes that are neither glued nor chopped.
  private func livelyRhythm(_ evidence: AuthenticityEvidence) -> Double? {
    Scores.blend([
      (evidence.shareSpread.map(configuration.livelyShareSpread.membership), 1),
      (evidence.swingSpread.map { Scores.position(of: $0, in: configuration.livelySwingSpread) }, 1),
      (evidence.articulation.map { 1 - abs(2 * $0 - 1) }, 1),
    ])
  }

  private func instrumental(_ evidence: AuthenticityEvidence) -> Double? {
    evidence.voiceProbability.map {
      1 - Scores.position(of: $0, in: configuration.singingRange) * (1 - configuration.sungValue)
    }
  }
}
