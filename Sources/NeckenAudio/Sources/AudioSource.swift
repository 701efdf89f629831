public import Foundation

/// Where recordings come from: a folder, a web server, an object store, or your own.
///
/// Only `fetch` has to be written; a source that makes temporary files removes them in `cleanUp`.
///
/// ```swift
/// struct ShelfSource: AudioSource {
///   let shelf: [String: URL]
///   func fetch(_ trackID: String) async throws -> URL {
///     guard let file = shelf[trackID] else { throw AudioError.unknownTrack(id: trackID, source: "shelf") }
///     return file
///   }
/// }
/// ```
public protocol AudioSource: Sendable {
  /// Brings the recording of a track to a local file.
  ///
  /// - Throws: `AudioError.unknownTrack` when there is none, or whatever fetching runs into.
  func fetch(_ trackID: String) async throws -> URL

  /// Undoes what `fetch` did for this file. Called once for each file that was fetched, whatever
  /// happened in between; does nothing unless a source says otherwise.
  func cleanUp(_ file: URL) async

  /// SHA-256 of a recording's bytes in lower-case hexadecimal, where the source can tell without bringing
  /// it; `nil`, unless a source says otherwise.
  func contentHash(of trackID: String) async throws -> String?
}

extension AudioSource {
  public func cleanUp(_ file: URL) async {}

  public func contentHash(of trackID: String) async throws -> String? { nil }

  /// Fetches a recording, works on it, and cleans up, also when the work fails or is cancelled.
  ///
  /// - Returns: What `body` returned.
  /// - Throws: What `fetch` or `body` throws.
  public func withAudio<Result>(
    for trackID: String, isolation: isolated (any Actor)? = #isolation,
    _ body: (URL) async throws -> Result
  ) async throws -> Result {
    let file = try await fetch(trackID)
    do {
      let result = try await body(file)
      await cleanUp(file)
      return result
    } catch {
      await cleanUp(file)
      throw error
    }
  }
}
