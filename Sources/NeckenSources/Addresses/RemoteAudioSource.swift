public import Foundation
import NeckenAudio
import Synchronization

/// Recordings on web servers and in object storage, each by its address.
public final class RemoteAudioSource: ValidatingAudioSource {
  private let http: HTTPAudioSource
  private let makeStorage: @Sendable () throws -> S3AudioSource
  private let storage = Mutex<S3AudioSource?>(nil)

  /// - Parameter s3: made when the first object is met, so that who is told only web addresses needs no credentials.
  public init(http: HTTPAudioSource, s3: @escaping @Sendable () throws -> S3AudioSource) {
    self.http = http
    makeStorage = s3
  }

  public func fetch(_ trackID: String) async throws -> URL { try await source(of: trackID).fetch(trackID) }

  public func cleanUp(_ file: URL) async {
    await http.cleanUp(file)
    await storage.withLock(\.self)?.cleanUp(file)
  }

  public func validator(of trackID: String) async throws -> String? {
    try await source(of: trackID).validator(of: trackID)
  }

  private func source(of trackID: String) throws -> any ValidatingAudioSource {
    guard AudioAddress(trackID) == .object else { return http }
    return try storage.withLock { storage in
      let source = try storage ?? makeStorage()
      storage = source
      return source
    }
  }
}
