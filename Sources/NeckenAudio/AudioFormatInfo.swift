/// What a recording is made of, as the decoder found it in the content.
public struct AudioFormatInfo: Hashable, Sendable {
  /// Container and coding, in the decoder's words: "WAV (Signed 16 bit PCM)", "mov (aac)".
  public var format: String
  /// Rate of the original, in hertz.
  public var sampleRateHz: Double
  /// Channels of the original.
  public var channelCount: Int
  /// The decoder and its version: "libsndfile 1.2.0", "FFmpeg 5.1.6".
  public var decoder: String
  /// Length in seconds as the file states it, before decoding; `nil` where it states none.
  public var statedDurationSeconds: Double?

  public init(
    format: String, sampleRateHz: Double, channelCount: Int, decoder: String, statedDurationSeconds: Double?
  ) {
    self.format = format
    self.sampleRateHz = sampleRateHz
    self.channelCount = channelCount
    self.decoder = decoder
    self.statedDurationSeconds = statedDurationSeconds
  }
}
