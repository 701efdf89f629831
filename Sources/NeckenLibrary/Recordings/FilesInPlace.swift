public import Foundation
public import NeckenAudio

/// Files of this machine by their absolute path, used where they are.
public struct FilesInPlace: AudioSource {
  public init() {}

  public func fetch(_ trackID: String) async throws -> URL { URL(filePath: trackID) }
}
