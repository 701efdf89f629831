import ArgumentParser
import Foundation
import NeckenML

/// How recordings are brought that are not on this machine.
struct SourceOptions: ParsableArguments {
  private static let bytesPerMegabyte = 1_000_000

  @Option(
    help: ArgumentHelp(
      """
      Keep what is brought from elsewhere in this folder, so that it is brought once. Several programs may \
      share it.
      """, valueName: "folder"))
  var cache: String?

  @Option(help: ArgumentHelp("Most that is kept in --cache; the least recently used goes first.", valueName: "MB"))
  var cacheSize = AudioCache.Configuration().maximumBytes / bytesPerMegabyte

  @Option(help: ArgumentHelp("Largest recording that is brought from elsewhere.", valueName: "MB"))
  var maxDownload = HTTPConfiguration().maximumBytes / bytesPerMegabyte

  @Option(help: ArgumentHelp("Longest time for bringing one recording, all attempts counted.", valueName: "seconds"))
  var downloadTime = HTTPConfiguration().maximumSeconds

  @Option(
    help: ArgumentHelp(
      "Object storage for s3:// addresses; else $AWS_ENDPOINT_URL_S3, $AWS_ENDPOINT_URL, the profile's, or Amazon's.",
      valueName: "url"))
  var s3Endpoint: String?

  func validate() throws {
    guard cacheSize > 0, maxDownload > 0, downloadTime > 0 else {
      throw ValidationError("--cache-size, --max-download and --download-time take numbers above 0")
    }
  }

  /// Files are used in place; the rest is brought, once there is something to be brought.
  func source() -> AddressAudioSource {
    AddressAudioSource {
      let scratch = try ScratchFolder()
      let remote = RemoteAudioSource(
        http: HTTPAudioSource(scratch: scratch, configuration: http), s3: { try objectStorage(scratch) })
      guard let cache else { return remote }
      var configuration = AudioCache.Configuration()
      configuration.maximumBytes = cacheSize * Self.bytesPerMegabyte
      let folder = URL(filePath: cache, directoryHint: .isDirectory)
      return CachedAudioSource(remote, cache: try AudioCache(folder: folder, configuration: configuration))
    }
  }

  /// What is named on the command line, with folders and buckets walked.
  func find(_ names: [String]) async throws -> RecordingFinder.Result {
    try await RecordingFinder().find(names) { try objectStorage(ScratchFolder()) }
  }

  private var http: HTTPConfiguration {
    var configuration = HTTPConfiguration()
    configuration.maximumBytes = maxDownload * Self.bytesPerMegabyte
    configuration.maximumSeconds = downloadTime
    return configuration
  }

  private func objectStorage(_ scratch: ScratchFolder) throws -> S3AudioSource {
    var configuration = try S3Configuration.from(environment: ProcessInfo.processInfo.environment)
    configuration.endpoint = s3Endpoint ?? configuration.endpoint
    configuration.http = http
    return S3AudioSource(configuration: configuration, scratch: scratch)
  }
}
