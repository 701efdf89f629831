import NeckenCore

/// What is taken from the sound as a whole, checked.
struct SoundMeasures {
  /// What the vector holds when no tagging model was at hand: undecided.
  static let neutralVoiceProbability = 0.5

  let durationSeconds: Double
  let loudnessLufs: Double?
  let rms: Double
  let zeroCrossingRate: Double
  let onsetRateHz: Double
  let voiceProbability: Double?
  /// 200 finite values, or `nil`.
  let embedding: [Double]?

  init(_ artifacts: RawArtifacts, configuration: Reanalysis.Configuration, warnings: inout [String]) {
    let audio = artifacts.audio
    func measured(_ value: Double, _ name: String) -> Double {
      if let value = value.finite, value >= 0 { return value }
      warnings.append("\(name) is not a number from 0 up and was taken as 0")
      return 0
    }
    durationSeconds = measured(audio.durationSeconds, "Duration")
    loudnessLufs = audio.loudnessLufs?.finite
    rms = measured(audio.rms, "RMS")
    zeroCrossingRate = measured(audio.zeroCrossingRate, "Zero-crossing rate")
    onsetRateHz = measured(audio.onsetRateHz, "Onset rate")
    voiceProbability = artifacts.voice.flatMap { Self.voiceProbability($0, configuration.scores) }
    if voiceProbability == nil { warnings.append("Voice was not judged: its probability is missing") }

    let values = artifacts.embedding?.average
    let isUsable = values?.allSatisfy(\.isFinite) ?? false
    embedding = isUsable ? values : nil
    if values == nil {
      warnings.append("There is no embedding: the vector has zeros in its place")
    } else if !isUsable {
      warnings.append("The embedding holds values that are not numbers: the vector has zeros in its place")
    }
  }

  /// The vocal score's part of both scores; `nil` when neither says anything.
  private static func voiceProbability(
    _ voice: VoiceArtifacts, _ configuration: Reanalysis.Configuration.Scores
  ) -> Double? {
    guard let vocal = voice.vocalScore.finite, let instrumental = voice.instrumentalScore.finite else {
      return nil
    }
    let sum = max(vocal, 0) + max(instrumental, 0)
    return sum >= configuration.minimumVoiceEvidence ? max(vocal, 0) / sum : nil
  }
}
