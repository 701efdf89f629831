/// What one pass over a recording tells about it as a whole.
public struct AudioSummary: Hashable, Sendable {
  public var format: AudioFormatInfo
  /// SHA-256 of the file's bytes, or of the samples in memory; lower-case hexadecimal.
  public var contentHash: String
  /// Frames that were decoded.
  public var frameCount: Int
  /// Length in seconds of what was decoded.
  public var durationSeconds: Double
  public var loudness: Loudness
  /// Root mean square of the mono signal at the original rate, full scale = 1.
  public var rms: Double
  /// Highest absolute sample of the mono signal, full scale = 1.
  public var peak: Double
  /// Mean of the mono signal: its direct-current offset.
  public var dcOffset: Double
  /// What was wrong with the recording, though it could be heard.
  public var warnings: [AudioWarning]

  public init(
    format: AudioFormatInfo, contentHash: String, frameCount: Int, durationSeconds: Double, loudness: Loudness,
    rms: Double, peak: Double, dcOffset: Double, warnings: [AudioWarning]
  ) {
    self.format = format
    self.contentHash = contentHash
    self.frameCount = frameCount
    self.durationSeconds = durationSeconds
    self.loudness = loudness
    self.rms = rms
    self.peak = peak
    self.dcOffset = dcOffset
    self.warnings = warnings
  }
}
