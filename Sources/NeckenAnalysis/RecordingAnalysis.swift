import NeckenAudio
import NeckenCore
import NeckenRhythm
import NeckenSignal

/// One recording's way from sound to artifacts. Used once.
struct RecordingAnalysis {
  let pass: AudioPass
  let configuration: AudioAnalyzer.Configuration
  let hints: RhythmHints

  func run(progress: (@Sendable (Double) -> Void)?) throws -> RawArtifacts {
    let rate = configuration.sampleRateHz
    let activation = Listener(try SignalActivation(sampleRateHz: rate))
    let onsets = Listener(try OnsetExtractor(sampleRateHz: rate, configuration: configuration.onsets))
    let crossings = Listener(ZeroCrossingRate())
    let semitones = Listener(try StructureSpectrum(sampleRateHz: rate, settings: configuration.structureSpectrum))
    let hop = rate / configuration.envelopeRateHz
    let envelope = Listener(
      try LevelEnvelope(sampleRateHz: rate, frameLength: Int(hop), hopLength: hop))

    let summary = try pass.run(
      [
        activation.consumer(sampleRateHz: rate), onsets.consumer(sampleRateHz: rate),
        crossings.consumer(sampleRateHz: rate),
        envelope.consumer(sampleRateHz: rate), semitones.consumer(sampleRateHz: rate),
      ], progress: progress)

    var degradations = summary.warnings.map { Degradation(part: "audio", reason: $0.description) }
    let rhythm = try track(activation.finish(), degradations: &degradations)
    let onsetTimes = try onsets.finish()
    let level = try envelope.finish()
    return RawArtifacts(
      detail: .full, provenance: provenance(summary), audio: AudioStatistics(
        durationSeconds: summary.durationSeconds.rounded(decimals: 3),
        loudnessLufs: summary.loudness.integratedLufs?.rounded(decimals: 2),
        loudnessRangeLu: summary.loudness.rangeLu?.rounded(decimals: 2),
        truePeakDbtp: summary.loudness.truePeakDbtp?.rounded(decimals: 2),
        rms: summary.rms.rounded(decimals: 6), zeroCrossingRate: try crossings.finish().rounded(decimals: 6),
        onsetRateHz: (Double(onsetTimes.count) / summary.durationSeconds).rounded(decimals: 4)),
      rhythm: rhythm.artifacts, onsets: OnsetArtifacts(times: onsetTimes),
      dynamics: DynamicsMeasure(configuration: configuration.dynamics).measure(
        envelope: level.values, rateHz: level.frameRateHz, beatTimes: rhythm.grid.times, onsetTimes: onsetTimes),
      structure: rhythm.grid.isEmpty
        ? nil : try configuration.structure.structure(of: semitones.finish(), beats: rhythm.grid),
      degradations: degradations
    ).rounded()
  }

  private func track(_ activation: Activation, degradations: inout [Degradation]) throws -> TrackedRhythm {
    let rhythm = try BarTracker(configuration: configuration.tracker).track(activation, hints: hints)
    if rhythm.grid.isEmpty {
      degradations.append(Degradation(part: "rhythm", reason: "no steady beat was found"))
    }
    return rhythm
  }

  private func provenance(_ summary: AudioSummary) -> Provenance {
    Provenance(
      contentHash: summary.contentHash, decoder: summary.format.decoder,
      sampleRateHz: summary.format.sampleRateHz, channelCount: summary.format.channelCount,
      analyzerVersion: NeckenVersion.current)
  }
}
