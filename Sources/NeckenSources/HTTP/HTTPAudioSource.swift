public import Foundation
import NeckenAudio

/// Recordings on web servers: a track is its `http://` or `https://` address, or a path below a base address.
///
/// Each is streamed into a temporary file, which `cleanUp` removes. A broken transfer is resumed by range
/// (RFC 9110 §14) as long as the server still has the same bytes; what can pass, such as 503 or a lost
/// connection, is tried again with growing pauses. Names and passwords are read from `~/.netrc`; proxies
/// from the usual environment variables.
public struct HTTPAudioSource: ValidatingAudioSource {
  public let configuration: HTTPConfiguration
  private let base: URL?
  private let scratch: ScratchFolder

  /// - Parameters:
  ///   - base: what tracks that are no whole addresses are relative to.
  ///   - scratch: where recordings are put.
  public init(base: URL? = nil, scratch: ScratchFolder, configuration: HTTPConfiguration = HTTPConfiguration()) {
    self.base = base
    self.scratch = scratch
    self.configuration = configuration
  }

  /// - Throws: `SourceError`; `CancellationError` within about a second of the task's being cancelled.
  public func fetch(_ trackID: String) async throws -> URL {
    let url = try resolve(trackID)
    let address = Self.shown(url)
    return try await scratch.withNewFile(extension: url.pathExtension) { file in
      try await client.download(HTTPRequest(url: url.absoluteString), to: file, address: address)
    }
  }

  public func cleanUp(_ file: URL) async { scratch.remove(file) }

  /// The entity tag or the time of the last change, as the server tells without sending the recording;
  /// `nil` when it tells neither, or does not answer such questions.
  public func validator(of trackID: String) async throws -> String? {
    let url = try resolve(trackID)
    do {
      return try await client.head(HTTPRequest(url: url.absoluteString), address: Self.shown(url)).validator
    } catch SourceError.status(_, let code, _) where Self.unknownMethod.contains(code) {
      return nil
    }
  }

  /// Method not allowed; not implemented.
  private static let unknownMethod = [405, 501]

  private var client: HTTPClient { HTTPClient(configuration: configuration) }

  private func resolve(_ trackID: String) throws(SourceError) -> URL {
    guard let url = URL(string: trackID, relativeTo: base)?.absoluteURL,
      let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme), url.host() != nil
    else { throw .invalidAddress(trackID, reason: "not an http:// or https:// address") }
    guard url.user() == nil, url.password() == nil else {
      throw .invalidAddress(Self.shown(url), reason: "names and passwords belong into ~/.netrc")
    }
    return url
  }

  /// The address for messages: without name, password, query and fragment, which may be secret.
  static func shown(_ url: URL) -> String {
    var parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
    parts?.user = nil
    parts?.password = nil
    parts?.query = nil
    parts?.fragment = nil
    return parts?.string ?? "http://…"
  }
}
