import NeckenCore

/// What the six signals are judged by; `nil` is not measured.
struct AuthenticityEvidence {
  let tags: [TagProbability]?
  let voiceProbability: Double?
  let barJitter: Double?
  let articulation: Double?
  /// Mean spread of the beat shares from bar to bar.
  let shareSpread: Double?
  let swingSpread: Double?
  let loudnessRangeLu: Double?
  let peakToLoudnessLu: Double?

  init(
    artifacts: RawArtifacts, voiceProbability: Double?, barJitter: Double?, articulation: Double?,
    shareSpread: [Double]?, swingSpread: Double?
  ) {
    tags = artifacts.voice.flatMap { $0.tags.isEmpty ? nil : $0.tags }
    self.voiceProbability = voiceProbability
    self.barJitter = barJitter
    self.articulation = articulation
    self.shareSpread = shareSpread.flatMap(Statistics.mean)
    self.swingSpread = swingSpread
    loudnessRangeLu = artifacts.audio.loudnessRangeLu?.finite
    let truePeak = artifacts.audio.truePeakDbtp?.finite
    let loudness = artifacts.audio.loudnessLufs?.finite
    peakToLoudnessLu = truePeak.flatMap { peak in loudness.map { peak - $0 } }
  }
}
