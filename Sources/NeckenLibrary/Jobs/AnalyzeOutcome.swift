public import NeckenStore

/// What became of one recording.
public enum AnalyzeOutcome: Sendable {
  case analysed(TrackReport)
  /// Not analysed, because a store has artifacts of the same content and versions.
  case alreadyStored(TrackReport)
  /// Analysed, but it could not be saved.
  case notSaved(TrackReport, StoreError)
  case failed(file: String, reason: String)
  /// The job was cancelled before it was done.
  case cancelled(file: String)

  /// `nil` when there is none.
  public var report: TrackReport? {
    switch self {
    case .analysed(let report), .alreadyStored(let report), .notSaved(let report, _): report
    case .failed, .cancelled: nil
    }
  }

  /// Why it failed, with the file; `nil` when all is well.
  public var failure: String? {
    switch self {
    case .analysed, .alreadyStored, .cancelled: nil
    case .notSaved(let report, let error): "\(report.file): not saved: \(error)"
    // Errors of the sound itself name the file already.
    case .failed(let file, let reason): reason.contains(file) ? reason : "\(file): \(reason)"
    }
  }
}

/// What became of a whole job.
public struct AnalyzeSummary: Hashable, Sendable {
  public var analysed = 0
  public var alreadyStored = 0
  public var failed = 0
  /// Not begun, or cancelled on the way.
  public var notDone = 0
  /// Set when the store can take nothing more; the job then ends early.
  public var stoppedBy: StoreError?

  public init() {}
}
