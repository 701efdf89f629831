import NeckenAudio
import NeckenCore
import NeckenNeural
import NeckenRhythm

/// Listens for beats with the network, or with signal processing where the network cannot run.
enum BeatListener {
  case network(Listener<BeatNetworkExtractor>, ModelStamp)
  case signal(Listener<SignalActivation>)

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
    self = .signal(Listener(try SignalActivation(sampleRateHz: configuration.sampleRateHz)))
  }

  func consumer(sampleRateHz: Double) -> MonoConsumer {
    switch self {
    case .network(let listener, _): listener.consumer(sampleRateHz: BeatNetwork.sampleRateHz)
    case .signal(let listener): listener.consumer(sampleRateHz: sampleRateHz)
    }
  }

  /// The model that took part, if one did.
  var stamp: ModelStamp? {
    switch self {
    case .network(_, let stamp): stamp
    case .signal: nil
    }
  }

  func activation() throws -> Activation {
    switch self {
    case .network(let listener, let stamp):
      let heard = try listener.finish()
      let pitches = try PitchContent(
        cellsPerSecond: heard.frameRateHz / Double(BeatActivations.pitchCellFrames),
        bandCount: BeatActivations.pitchBandCount, values: heard.pitches)
      let mean = heard.rises.reduce(0) { $0 + Double($1) } / Double(max(heard.rises.count, 1))
      return try Activation(
        framesPerSecond: heard.frameRateHz, beat: heard.beat, downbeat: heard.downbeat, source: stamp.name,
        pitches: pitches, novelty: heard.rises.map { $0 / (Float(mean) + 1e-9) })
    case .signal(let listener): return try listener.finish()
    }
  }
}
