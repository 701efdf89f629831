/// The short-time Fourier transform: Hann-windowed frames, transformed and handed to a consumer.
///
/// Magnitudes are those of the unscaled transform, as librosa's. Cost: one real transform a frame;
/// nothing is allocated once it runs. Memory: a few frames, and what the consumer keeps.
package struct ShortTimeSpectrum<Consumer: SpectrumConsumer>: SignalExtractor {
  private var slicer: FrameSlicer
  private var stage: TransformStage
  private var consumer: Consumer

  /// - Throws: `SignalError` for settings that make no sense.
  package init(_ settings: SpectrumSettings, consumer: Consumer) throws {
    try SignalError.require(
      settings.sampleRateHz > 0 && settings.sampleRateHz.isFinite, "sample rate", settings.sampleRateHz,
      "positive")
    slicer = try FrameSlicer(
      frameLength: settings.frameLength, hopLength: settings.hopLength, isCentred: settings.isCentred)
    stage = TransformStage(transform: try FFTWTransform(length: settings.frameLength))
    self.consumer = consumer
  }

  package mutating func consume(_ block: UnsafeBufferPointer<Float>) throws {
    try slicer.consume(block) { frame in
      try stage.process(frame) { try consumer.consume($0) }
    }
  }

  package mutating func finish() throws -> Consumer.Output {
    try slicer.finish { frame in
      try stage.process(frame) { try consumer.consume($0) }
    }
    return try consumer.finish()
  }
}

/// Windows and transforms one frame after the other in buffers of its own.
private struct TransformStage {
  private let transform: FFTWTransform
  private let window: [Float]
  private var windowed: [Float]
  private var bins: [Float]
  private var powers: [Float]
  private var magnitudes: [Float]
  private var frameIndex = 0

  init(transform: FFTWTransform) {
    self.transform = transform
    window = Window.hann(transform.length)
    windowed = [Float](repeating: 0, count: transform.length)
    bins = [Float](repeating: 0, count: 2 * transform.binCount)
    powers = [Float](repeating: 0, count: transform.binCount)
    magnitudes = powers
  }

  mutating func process(
    _ frame: UnsafeBufferPointer<Float>, body: (SpectrumFrame) throws -> Void
  ) rethrows {
    let length = transform.length
    let binCount = transform.binCount
    try windowed.withUnsafeMutableBufferPointer { windowed in
      try bins.withUnsafeMutableBufferPointer { bins in
        try powers.withUnsafeMutableBufferPointer { powers in
          try magnitudes.withUnsafeMutableBufferPointer { magnitudes in
            window.withUnsafeBufferPointer { window in
              for n in 0..<length { windowed[n] = frame[n] * window[n] }
            }
            if let input = windowed.baseAddress, let output = bins.baseAddress {
              transform.transform(input, into: output)
            }
            for bin in 0..<binCount {
              let real = bins[2 &* bin]
              let imaginary = bins[2 &* bin &+ 1]
              let power = real * real + imaginary * imaginary
              powers[bin] = power
              magnitudes[bin] = power.squareRoot()
            }
            try body(
              SpectrumFrame(
                index: frameIndex, magnitudes: UnsafeBufferPointer(magnitudes),
                powers: UnsafeBufferPointer(powers)))
          }
        }
      }
    }
    frameIndex += 1
  }
}
