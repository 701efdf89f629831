import NeckenSignal

/// Listens to a recording (mono, 22 050 Hz) with the beat network.
///
/// Cost: about 0.1 s for three minutes. Memory: 25 KB a second of sound.
package struct BeatNetworkExtractor: SignalExtractor {
  private let network: BeatNetwork
  private var features: BeatFeatureExtractor

  init(_ network: BeatNetwork) throws {
    self.network = network
    features = try BeatFeatureExtractor()
  }

  package mutating func consume(_ block: UnsafeBufferPointer<Float>) throws { try features.consume(block) }

  /// - Throws: `InferenceError` when the network fails.
  package mutating func finish() throws -> BeatActivations {
    try network.activations(of: try features.finish())
  }
}
