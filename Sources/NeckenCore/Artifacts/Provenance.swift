/// What ties artifacts to the recording and to the programs and models that made them.
public struct Provenance: Hashable, Sendable, Codable {
  /// SHA-256 of the file's bytes in lower-case hexadecimal; of the samples when there was no file.
  public var contentHash: String
  /// The decoder and its version: "libsndfile 1.2.0", "FFmpeg 5.1".
  public var decoder: String
  /// Sample rate of the original, in hertz.
  public var sampleRateHz: Double
  /// Channels of the original.
  public var channelCount: Int
  /// The neckenml version that made the artifacts.
  public var analyzerVersion: String
  /// The models used, in order of name.
  public var models: [ModelStamp]

  public init(
    contentHash: String, decoder: String, sampleRateHz: Double, channelCount: Int, analyzerVersion: String,
    models: [ModelStamp] = []
  ) {
    self.contentHash = contentHash
    self.decoder = decoder
    self.sampleRateHz = sampleRateHz
    self.channelCount = channelCount
    self.analyzerVersion = analyzerVersion
    self.models = models
  }

  private enum CodingKeys: String, CodingKey {
    case decoder, models
    case contentHash = "content_hash"
    case sampleRateHz = "sample_rate_hz"
    case channelCount = "channel_count"
    case analyzerVersion = "analyzer_version"
  }
}

/// The name and version of a model that took part in an analysis.
public struct ModelStamp: Hashable, Sendable, Codable {
  public var name: String
  public var version: String

  public init(name: String, version: String) {
    self.name = name
    self.version = version
  }
}
