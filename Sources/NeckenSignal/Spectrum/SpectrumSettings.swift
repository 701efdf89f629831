/// How a signal is cut into frames and transformed.
package struct SpectrumSettings: Hashable, Sendable {
  /// Rate of the signal, in hertz.
  package var sampleRateHz: Double
  /// Samples of a frame, which are also the points of the transform.
  package var frameLength: Int
  /// Samples from frame to frame; may be a fraction.
  package var hopLength: Double
  /// Whether frames are centred on their time, with zeros before the signal and after it.
  package var isCentred: Bool

  /// librosa's usual settings: 22 050 Hz, 2048 points, hop 512.
  package init(
    sampleRateHz: Double = 22_050, frameLength: Int = 2048, hopLength: Double = 512, isCentred: Bool = true
  ) {
    self.sampleRateHz = sampleRateHz
    self.frameLength = frameLength
    self.hopLength = hopLength
    self.isCentred = isCentred
  }

  /// Frames per second.
  package var frameRateHz: Double { sampleRateHz / hopLength }
  /// Bins from 0 Hz to the Nyquist frequency.
  package var binCount: Int { frameLength / 2 + 1 }
  /// Hertz from bin to bin.
  package var binWidthHz: Double { sampleRateHz / Double(frameLength) }
}
