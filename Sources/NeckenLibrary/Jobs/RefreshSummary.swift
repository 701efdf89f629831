import Foundation
import NeckenCore
import NeckenStore

/// What became of a refresh.
public struct RefreshSummary: Hashable, Sendable {
  /// Tracks whose audio is as it was.
  public var unchanged = 0
  /// Tracks whose file was written to, with the same content.
  public var touched = 0
  /// Tracks whose audio cannot be read, or is nobody knows where.
  public var missing = 0
  /// What became of those that had to be analysed.
  public var analysis = AnalyzeSummary()

  public init() {}

  /// - Returns: what has to be analysed.
  mutating func take(
    _ stamp: AnalysisStamp, _ state: RefreshJob.State, noting note: (Date, AnalysisStamp) async throws -> Void,
    deliver: (AnalyzeOutcome) async -> Void
  ) async throws -> Recording? {
    switch state {
    case .changed(let recording): return recording
    case .unchanged: unchanged += 1
    case .touched(let modifiedAt):
      touched += 1
      try await note(modifiedAt, stamp)
    case .noAudio:
      missing += 1
      await deliver(
        .failed(file: stamp.name, reason: "\(RecordingProblem.noAudio(track: stamp.trackID))"))
    case .unreadable(let reason):
      missing += 1
      await deliver(.failed(file: stamp.name, reason: reason))
    case .cancelled: analysis.notDone += 1
    }
    return nil
  }
}

extension AnalysisStamp {
  /// Path or title, to find it by.
  var name: String { filePath ?? metadata.title ?? trackID.rawValue }
}
