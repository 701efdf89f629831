public import Foundation
import NeckenAudio

/// Keeps what another source brought, so that it is brought once.
///
/// Before a kept recording is used the source is asked whether it is still the same
/// (``ValidatingAudioSource``); one that cannot tell is asked for the recording itself each time.
public struct CachedAudioSource<Base: ValidatingAudioSource>: ValidatingAudioSource {
  public let base: Base
  public let cache: AudioCache

  public init(_ base: Base, cache: AudioCache) {
    self.base = base
    self.cache = cache
  }

  public func fetch(_ trackID: String) async throws -> URL {
    let validator = try await base.validator(of: trackID)
    if let validator, let entry = cache.entry(for: trackID), entry.validator == validator,
      let file = try cache.open(entry)
    {
      return file
    }
    let file = try await base.fetch(trackID)
    do {
      try cache.store(file, address: trackID, validator: validator)
      return file
    } catch {
      await base.cleanUp(file)
      throw error
    }
  }

  public func cleanUp(_ file: URL) async {
    cache.scratch.remove(file)
    await base.cleanUp(file)
  }

  public func validator(of trackID: String) async throws -> String? { try await base.validator(of: trackID) }

  /// Known without bringing the recording when it was here before and the source says that it is the same,
  /// even where there was no room to keep it.
  public func contentHash(of trackID: String) async throws -> String? {
    guard let entry = cache.entry(for: trackID), let known = entry.validator,
      try await base.validator(of: trackID) == known
    else { return nil }
    return entry.contentHash
  }
}
