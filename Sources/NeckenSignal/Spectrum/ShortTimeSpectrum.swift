/// The short-time Fourier transform: Hann-windowed frames, transformed and handed to a consumer.
///
/// Magnitudes are those of the unscaled transform, as librosa's. Cost: half a complex transform a frame;
/// nothing is allocated once it runs. Frames go through in pairs, so the consumer hears of a frame one hop late. Memory: a few frames, and what the consumer keeps.
package struct ShortTimeSpectrum<Consumer: SpectrumConsumer>: SignalExtractor {
  private var slicer: FrameSlicer
  private var pair: FramePair
  private var consumer: Consumer

  /// - Throws: `SignalError` for settings that make no sense.
  package init(_ settings: SpectrumSettings, consumer: Consumer) throws {
    try SignalError.require(
      settings.sampleRateHz > 0 && settings.sampleRateHz.isFinite, "sample rate", settings.sampleRateHz,
      "positive")
    slicer = try FrameSlicer(
      frameLength: settings.frameLength, hopLength: settings.hopLength, isCentred: settings.isCentred)
    pair = FramePair(transform: try FFTWTransform(length: settings.frameLength), demand: consumer.demand)
    self.consumer = consumer
  }

  package mutating func consume(_ block: UnsafeBufferPointer<Float>) throws {
    try slicer.consume(block) { frame in
      try pair.consume(frame) { try consumer.consume($0) }
    }
  }

  package mutating func finish() throws -> Consumer.Output {
    try slicer.finish { frame in
      try pair.consume(frame) { try consumer.consume($0) }
    }
    try pair.finish { try consumer.consume($0) }
    return try consumer.finish()
  }
}
