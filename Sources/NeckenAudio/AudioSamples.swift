/// A recording in memory.
public struct AudioSamples: Sendable {
  /// In hertz.
  public var sampleRateHz: Double
  /// One array of samples for each channel, full scale ±1, all of the same length.
  public var channels: [[Float]]

  public init(sampleRateHz: Double, channels: [[Float]]) {
    self.sampleRateHz = sampleRateHz
    self.channels = channels
  }
}
