import NeckenAudio
import NeckenCore
import NeckenNeural
import NeckenRhythm
import NeckenSignal

/// One recording's way from sound to artifacts. Used once.
struct RecordingAnalysis {
  private let pass: AudioPass
  private let configuration: AudioAnalyzer.Configuration
  private let hints: RhythmHints
  private var degradations: [Degradation] = []
  private var stamps: [ModelStamp] = []

  private let beats: BeatListener
  /// `nil` where signal processing listens, which does not know what readers read.
  private let readers: AnalysisModels.Readers?
  /// `nil` when no embedding is wanted, or when its networks cannot be had.
  private let musiCNN: Listener<MusiCNNExtractor>?
  private let semitones: Listener<StructureSpectrum>
  private let envelope: Listener<LevelEnvelope>
  private let crossings = Listener(ZeroCrossingRate())

  init(
    pass: AudioPass, configuration: AudioAnalyzer.Configuration, models: AnalysisModels, hints: RhythmHints
  ) throws {
    self.pass = pass
    self.configuration = configuration
    self.hints = hints
    let rate = configuration.sampleRateHz
    beats = try BeatListener(configuration, models: models, degradations: &degradations)
    musiCNN = try Self.musiCNN(configuration, models: models, stamps: &stamps, degradations: &degradations)
    semitones = Listener(try StructureSpectrum(sampleRateHz: rate, settings: configuration.structureSpectrum))
    let hop = rate / configuration.envelopeRateHz
    envelope = Listener(try LevelEnvelope(sampleRateHz: rate, frameLength: Int(hop), hopLength: hop))
    readers = beats.stamp == nil ? nil : try models.beatReaders()
    stamps += [beats.stamp].compactMap { $0 } + (readers?.stamps ?? [])
  }

  private static func musiCNN(
    _ configuration: AudioAnalyzer.Configuration, models: AnalysisModels, stamps: inout [ModelStamp],
    degradations: inout [Degradation]
  ) throws -> Listener<MusiCNNExtractor>? {
    guard configuration.wantsEmbedding else {
      degradations += ["embedding", "voice"].map { Degradation(part: $0, reason: "not asked for") }
      return nil
    }
    switch models.musiCNN(configuration.musiCNN) {
    case .success(let networks):
      stamps += networks.stamps
      return Listener(try networks.makeExtractor())
    case .failure(let unavailable):
      degradations += ["embedding", "voice"].map { Degradation(part: $0, reason: unavailable.reason) }
      return nil
    }
  }

  mutating func run(progress: (@Sendable (Double) -> Void)?) throws -> RawArtifacts {
    let summary = try pass.run(consumers, progress: progress)
    degradations += summary.warnings.map { Degradation(part: "audio", reason: $0.description) }

    let heardBeats = try beats.finish(onsetPeaks: configuration.onsetPeaks)
    let rhythm = try BarTracker(configuration: configuration.tracker, reader: readers?.bars)
      .track(heardBeats.activation, hints: hints)
    if rhythm.grid.isEmpty {
      degradations.append(Degradation(part: "rhythm", reason: "no steady beat was found"))
    }
    try Task.checkCancellation()
    let onsetTimes = heardBeats.onsetTimes
    let level = try envelope.finish()
    let dynamics = DynamicsMeasure(configuration: configuration.dynamics).measure(
      envelope: level.values, rateHz: level.frameRateHz, beatTimes: rhythm.grid.times, onsetTimes: onsetTimes)
    let structure =
      rhythm.grid.isEmpty ? nil : try configuration.structure.structure(of: semitones.finish(), beats: rhythm.grid)
    try Task.checkCancellation()
    let heard = try musiCNN?.finish()
    degradations += heard?.degradations ?? []

    return RawArtifacts(
      detail: .full, provenance: provenance(summary),
      audio: try statistics(summary, onsetCount: onsetTimes.count),
      rhythm: rhythm.dividingPulses(byOnsets: onsetTimes).artifacts,
      dances: readers?.dances.read(rhythm.grid, in: heardBeats.activation),
      embedding: heard?.embedding, voice: heard?.voice, onsets: OnsetArtifacts(times: onsetTimes),
      dynamics: dynamics, structure: structure, degradations: degradations
    ).rounded()
  }

  private var consumers: [MonoConsumer] {
    let rate = configuration.sampleRateHz
    let others = [
      semitones.consumer(sampleRateHz: rate), envelope.consumer(sampleRateHz: rate),
      crossings.consumer(sampleRateHz: rate),
    ]
    let embedding = musiCNN.map { $0.consumer(sampleRateHz: MusiCNN.sampleRateHz) }
    return beats.consumers(sampleRateHz: rate) + others + [embedding].compactMap { $0 }
  }

  private func statistics(_ summary: AudioSummary, onsetCount: Int) throws -> AudioStatistics {
    AudioStatistics(
      durationSeconds: summary.durationSeconds.rounded(decimals: 3),
      loudnessLufs: summary.loudness.integratedLufs?.rounded(decimals: 2),
      loudnessRangeLu: summary.loudness.rangeLu?.rounded(decimals: 2),
      truePeakDbtp: summary.loudness.truePeakDbtp?.rounded(decimals: 2),
      rms: summary.rms.rounded(decimals: 6), zeroCrossingRate: try crossings.finish().rounded(decimals: 6),
      onsetRateHz: (Double(onsetCount) / summary.durationSeconds).rounded(decimals: 4))
  }

  private func provenance(_ summary: AudioSummary) -> Provenance {
    Provenance(
      contentHash: summary.contentHash, decoder: summary.format.decoder,
      sampleRateHz: summary.format.sampleRateHz, channelCount: summary.format.channelCount,
      analyzerVersion: NeckenVersion.current, models: stamps.sorted { $0.name < $1.name })
  }
}
