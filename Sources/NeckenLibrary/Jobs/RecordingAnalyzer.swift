public import Foundation
public import NeckenCore

/// What turns a file into raw artifacts. `AudioAnalyzer` is the one that listens; tests bring their own.
public protocol RecordingAnalyzer: Sendable {
  /// Everything that decides what the artifacts of a file will be: program, models, settings. When it
  /// differs from what is stored beside artifacts, they are analysed anew.
  var versions: String { get }

  /// - Parameter progress: called with the share done, 0…1, from any task; may be skipped.
  /// - Throws: an error that names the file; `CancellationError` soon after the task is cancelled.
  func analyze(
    file: URL, hints: RhythmHints, progress: (@Sendable (Double) -> Void)?
  ) async throws -> RawArtifacts
}
