public import Foundation
public import NeckenAudio
import Synchronization

/// Recordings wherever their name says they are: files are used in place, all else is brought.
public final class AddressAudioSource: AudioSource {
  private let makeRemote: @Sendable () throws -> any AudioSource
  private let remote = Mutex<(any AudioSource)?>(nil)

  /// - Parameter remote: made when the first address is met that is no file, so that who works on files
  ///   alone needs neither credentials nor a temporary folder.
  public init(remote: @escaping @Sendable () throws -> any AudioSource) { makeRemote = remote }

  public func fetch(_ trackID: String) async throws -> URL {
    guard AudioAddress(trackID).isRemote else { return URL(filePath: trackID) }
    return try await remoteSource().fetch(trackID)
  }

  /// Never removes a file that was used in place: a source removes only what it made.
  public func cleanUp(_ file: URL) async { await remote.withLock(\.self)?.cleanUp(file) }

  public func contentHash(of trackID: String) async throws -> String? {
    guard AudioAddress(trackID).isRemote else { return nil }
    return try await remoteSource().contentHash(of: trackID)
  }

  private func remoteSource() throws -> any AudioSource {
    try remote.withLock { remote in
      let source = try remote ?? makeRemote()
      remote = source
      return source
    }
  }
}
