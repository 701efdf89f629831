import NeckenAudio
import NeckenCore
import NeckenNeural
import NeckenRhythm

/// Listens for beats and notes with the network, or with signal processing where the network cannot run.
enum BeatListener {
  case network(Listener<BeatNetworkExtractor>, ModelStamp)
  case signal(Listener<SignalActivation>, Listener<OnsetExtractor>)

  struct Heard {
    let activation: Activation
    /// Where notes begin, in seconds.
    let onsetTimes: [Double]
  }

  /// - Parameter degradations: told when the network was wanted and could not be had.
  init(
    _ configuration: AudioAnalyzer.Configuration, models: AnalysisModels, degradations: inout [Degradation]
  ) throws {
    if configuration.activationSource == .network {
      switch models.beatNetwork() {
      case .success(let network):
        self = .network(Listener(try network.makeExtractor()), network.stamp)
        return
      case .failure(let unavailable):
        degradations.append(
          Degradation(part: "rhythm", reason: "beats were heard without the network: \(unavailable.reason)"))
      }
    }
    let rate = configuration.sampleRateHz
    self = .signal(
      Listener(try SignalActivation(sampleRateHz: rate)),
      Listener(try OnsetExtractor(sampleRateHz: rate, configuration: configuration.onsets)))
  }

  func consumers(sampleRateHz: Double) -> [MonoConsumer] {
    switch self {
    case .network(let listener, _): [listener.consumer(sampleRateHz: BeatNetwork.sampleRateHz)]
    case .signal(let beats, let onsets):
      [beats.consumer(sampleRateHz: sampleRateHz), onsets.consumer(sampleRateHz: sampleRateHz)]
    }
  }

  /// The model that took part, if one did.
  var stamp: ModelStamp? {
    switch self {
    case .network(_, let stamp): stamp
    case .signal: nil
    }
  }

  func finish(onsetPeaks: OnsetPeaks) throws -> Heard {
    switch self {
    case .network(let listener, let stamp):
      let heard = try listener.finish()
      let pitches = try PitchContent(
        cellsPerSecond: heard.frameRateHz / Double(BeatActivations.pitchCellFrames),
        bandCount: BeatActivations.pitchBandCount, values: heard.pitches)
      let mean = heard.rises.reduce(0) { $0 + Double($1) } / Double(max(heard.rises.count, 1))
      let activation = try Activation(
        framesPerSecond: heard.frameRateHz, beat: heard.beat, downbeat: heard.downbeat, source: stamp.name,
        pitches: pitches, novelty: heard.rises.map { $0 / (Float(mean) + 1e-9) }, levels: heard.levels,
        onset: heard.onset,
        overview: try BarOverview(
          stepsPerSecond: heard.frameRateHz / Double(BeatActivations.overviewFrames), values: heard.overview))
      return Heard(
        activation: activation,
        onsetTimes: onsetPeaks.times(in: heard.onset, framesPerSecond: heard.frameRateHz))
    case .signal(let beats, let onsets):
      return Heard(activation: try beats.finish(), onsetTimes: try onsets.finish())
    }
  }
}
