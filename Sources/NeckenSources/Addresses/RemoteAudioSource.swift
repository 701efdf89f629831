public import Foundation
import NeckenAudio

/// Recordings on web servers and in object storage, each by its address.
public struct RemoteAudioSource: ValidatingAudioSource {
  public let http: HTTPAudioSource
  public let s3: S3AudioSource

  public init(http: HTTPAudioSource, s3: S3AudioSource) {
    self.http = http
    self.s3 = s3
  }

  public func fetch(_ trackID: String) async throws -> URL { try await source(of: trackID).fetch(trackID) }

  public func cleanUp(_ file: URL) async {
    await http.cleanUp(file)
    await s3.cleanUp(file)
  }

  public func validator(of trackID: String) async throws -> String? {
    try await source(of: trackID).validator(of: trackID)
  }

  private func source(of trackID: String) -> any ValidatingAudioSource {
    AudioAddress(trackID) == .object ? s3 : http
  }
}
