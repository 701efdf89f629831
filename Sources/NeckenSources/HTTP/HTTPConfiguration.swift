/// Limits and manners of transfers over HTTP.
public struct HTTPConfiguration: Sendable {
  /// Largest recording, in bytes; 2 GiB is some three hours of uncompressed stereo at 44.1 kHz and 24 bit.
  public var maximumBytes = 2 << 30
  /// Longest time for one recording with all attempts and pauses, in seconds.
  public var maximumSeconds = 1800.0
  /// Longest time until a connection stands, in seconds.
  public var connectSeconds = 20.0
  /// A transfer slower than this for ``lowSpeedSeconds`` is cut and resumed, in bytes a second.
  public var lowSpeedBytesPerSecond = 500
  public var lowSpeedSeconds = 30.0
  public var maximumRedirects = 5
  /// Types, or beginnings of types, that are surely no recordings. Everything else is fetched, for many
  /// servers have no idea what they serve; the decoder judges by content.
  public var refusedContentTypes = [
    "text/", "image/", "application/json", "application/xml", "application/xhtml+xml", "application/pdf",
  ]
  public var retry = RetryPolicy()
  /// Certificates to trust instead of the system's, a file in PEM form; `nil` for the system's.
  public var certificateFile: String?

  public init() {}
}
