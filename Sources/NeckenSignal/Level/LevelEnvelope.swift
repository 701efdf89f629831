import CVector

/// Root mean square of overlapping frames: how loud the sound is over time, full scale = 1.
///
/// Gives one band; frame *i* is centred on ⌊i · hop⌋, with zeros beyond both ends, as librosa's `rms`.
/// Cost: one multiplication for each sample and overlap. Memory: 4 bytes a frame.
package struct LevelEnvelope: SignalExtractor {
  private var slicer: FrameSlicer
  private var envelope: FrameMatrix

  /// - Parameters:
  ///   - sampleRateHz: Rate of the signal.
  ///   - frameLength: Samples that one value is made of.
  ///   - hopLength: Samples from value to value; may be a fraction.
  /// - Throws: `SignalError.invalidSetting`.
  package init(sampleRateHz: Double = 22_050, frameLength: Int = 2048, hopLength: Double = 512) throws {
    slicer = try FrameSlicer(frameLength: frameLength, hopLength: hopLength)
    envelope = FrameMatrix(bandCount: 1, frameRateHz: sampleRateHz / hopLength)
  }

  package mutating func consume(_ block: UnsafeBufferPointer<Float>) {
    slicer.consume(block) { envelope.values.append(rootMeanSquare($0)) }
  }

  package mutating func finish() -> FrameMatrix {
    slicer.finish { envelope.values.append(rootMeanSquare($0)) }
    defer { envelope.values = [] }
    return envelope
  }
}

/// The root mean square of a buffer that is not empty.
func rootMeanSquare(_ samples: UnsafeBufferPointer<Float>) -> Float {
  guard let base = samples.baseAddress else { return 0 }
  return (vector_dot(base, base, samples.count) / Float(samples.count)).squareRoot()
}
