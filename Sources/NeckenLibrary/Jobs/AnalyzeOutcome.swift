public import NeckenStore

/// What became of one recording.
public enum AnalyzeOutcome: Sendable {
  case analysed(TrackReport)
  /// Not analysed, because a store has artifacts of the same content and versions.
  case alreadyStored(TrackReport)
  /// Analysed, but it could not be saved.
  case notSaved(TrackReport, StoreError)
  case failed(file: String, reason: String)
  /// Another process is at it, or has done it.
  case leftToOthers(file: String)
  /// The job was cancelled before it was done.
  case cancelled(file: String)

  /// `nil` when there is none.
  public var report: TrackReport? {
    switch self {
    case .analysed(let report), .alreadyStored(let report), .notSaved(let report, _): report
    case .failed, .leftToOthers, .cancelled: nil
    }
  }

  /// Why it failed, with the file; `nil` when all is well.
  public var failure: String? {
    switch self {
    case .analysed, .alreadyStored, .leftToOthers, .cancelled: nil
    case .notSaved(let report, let error): "\(report.file): not saved: \(error)"
    // Errors of the sound itself name the file already.
    case .failed(let file, let reason): reason.contains(file) ? reason : "\(file): \(reason)"
    }
  }

  /// Whether it is still to be done by somebody.
  var isUndone: Bool {
    switch self {
    case .analysed, .alreadyStored, .failed, .leftToOthers: false
    case .notSaved(_, let error): error.endsEverything
    case .cancelled: true
    }
  }
}

/// What became of a whole job.
public struct AnalyzeSummary: Hashable, Sendable {
  public var analysed = 0
  public var alreadyStored = 0
  public var failed = 0
  /// Done by other processes, or being done.
  public var leftToOthers = 0
  /// Not begun, or cancelled on the way.
  public var notDone = 0
  /// Set when the store can take nothing more; the job then ends early.
  public var stoppedBy: StoreError?

  public init() {}

  mutating func count(_ outcome: AnalyzeOutcome) {
    switch outcome {
    case .analysed: analysed += 1
    case .alreadyStored: alreadyStored += 1
    case .failed: failed += 1
    case .leftToOthers: leftToOthers += 1
    case .cancelled: notDone += 1
    case .notSaved(_, let error):
      failed += 1
      if error.endsEverything { stoppedBy = stoppedBy ?? error }
    }
  }

  mutating func add(_ part: AnalyzeSummary) {
    analysed += part.analysed
    alreadyStored += part.alreadyStored
    failed += part.failed
    leftToOthers += part.leftToOthers
    notDone += part.notDone
    stoppedBy = stoppedBy ?? part.stoppedBy
  }
}

extension StoreError {
  /// Whether the next recording could not be saved either, so that analysing it would be in vain.
  fileprivate var endsEverything: Bool {
    switch self {
    case .corrupt, .diskFull, .readOnly, .cannotOpen, .newerSchema, .olderSchema, .invalidLocation, .unreachable,
      .accessDenied, .connectionLost:
      true
    case .locked, .conflict, .trackNotFound, .outdated, .styleLocked, .timedOut, .invalidRow, .failed: false
    }
  }
}
