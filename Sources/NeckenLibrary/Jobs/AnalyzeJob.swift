public import Foundation
public import NeckenAudio
public import NeckenCore
import NeckenReanalysis
public import NeckenStore

/// Analyses recordings, several at a time, and saves each as soon as it is done.
///
/// Results come in the order of the recordings, whatever the number of tasks, so that one task and
/// many give the same output. A recording that cannot be analysed is an outcome, never the end. When
/// the task is cancelled nothing more is begun; what is done is saved. Memory: `tasks` analyses and a
/// few finished reports.
public struct AnalyzeJob: Sendable {
  public struct Configuration: Sendable {
    /// Recordings analysed at once.
    public var tasks = 1
    public var hints = RhythmHints.none
    /// How much of the artifacts is stored.
    public var detail = ArtifactDetail.standard
    /// Skip what the store has with the same content and versions; its report is derived from there.
    public var resumes = false
    /// Leave to other processes what they are at, or have done meanwhile. Needs a store.
    public var shares = false
    /// Seconds that a claim holds without being renewed; see ``SharingConfiguration``.
    public var leaseSeconds = SharingConfiguration().leaseSeconds

    public init() {}
  }

  public var configuration: Configuration
  let analyzer: any RecordingAnalyzer
  let judge: TrackJudge
  let store: (any TrackStore)?
  let source: any AudioSource
  let now: @Sendable () -> Date

  /// - Parameters:
  ///   - judge: derives features and styles. Its reanalysis also makes the summary of minimal artifacts.
  ///   - store: where results are kept; `nil` to keep none.
  ///   - source: brings a recording by its path or address; files are used in place unless told otherwise.
  ///   - now: the clock, for the times in the store.
  public init(
    analyzer: any RecordingAnalyzer, judge: TrackJudge, store: (any TrackStore)? = nil,
    source: any AudioSource = FilesInPlace(), configuration: Configuration = Configuration(),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.analyzer = analyzer
    self.judge = judge
    self.store = store
    self.source = source
    self.configuration = configuration
    self.now = now
  }

  /// - Parameters:
  ///   - progress: called after each recording and, within long ones, many times; from any task.
  ///   - deliver: called with each outcome in the order of the recordings, one at a time.
  /// - Throws: `StoreError` when the work cannot be shared, and nothing else.
  public func run(
    _ recordings: [Recording], progress: (@Sendable (JobProgress) -> Void)? = nil,
    deliver: (AnalyzeOutcome) async -> Void
  ) async throws -> AnalyzeSummary {
    let counter = ProgressCounter(total: recordings.count, report: progress)
    guard configuration.shares, let store else {
      return await run(recordings, counter: counter, deliver: deliver).summary
    }
    let desk = ClaimDesk(
      store: store,
      share: WorkShare(
        work: WorkName.make("analyze", settings: [versions]), leaseSeconds: configuration.leaseSeconds), now: now)
    try await desk.enter()
    let summary = await desk.renewing {
      await run(recordings, counter: counter, desk: desk, deliver: deliver).summary
    }
    try await desk.leave(isComplete: summary.notDone == 0)
    return summary
  }

  /// As part of another job, which claims the tracks.
  /// - Returns: also the tracks that were not done with.
  func run(
    _ recordings: [Recording], counter: ProgressCounter, desk: ClaimDesk? = nil,
    deliver: (AnalyzeOutcome) async -> Void
  ) async -> (summary: AnalyzeSummary, undone: Set<TrackID>) {
    var summary = AnalyzeSummary()
    var delivered = 0
    var undone: Set<TrackID> = []
    let begun = await OrderedTasks(width: configuration.tasks).run(recordings) { recording in
      let outcome = await claimedOutcome(of: recording, desk: desk, progress: counter.shares(of: recording.name))
      counter.finish(recording.name)
      return outcome
    } deliver: { outcome in
      summary.count(outcome)
      if outcome.isUndone, let id = recordings[delivered].trackID { undone.insert(id) }
      delivered += 1
      await deliver(outcome)
      return summary.stoppedBy == nil
    }
    summary.notDone += recordings.count - begun
    undone.formUnion(recordings[begun...].compactMap(\.trackID))
    return (summary, undone)
  }

  private func claimedOutcome(
    of recording: Recording, desk: ClaimDesk?, progress: (@Sendable (Double) -> Void)?
  ) async -> AnalyzeOutcome {
    guard let desk else { return await outcome(of: recording, progress: progress) }
    do {
      guard try await desk.claim(recording.path) else { return .leftToOthers(file: recording.name) }
    } catch {
      return error is CancellationError
        ? .cancelled(file: recording.name) : .failed(file: recording.name, reason: "\(error)")
    }
    let outcome = await outcome(of: recording, progress: progress)
    await desk.close(recording.path, isDone: !outcome.isUndone)
    return outcome
  }

  private func outcome(of recording: Recording, progress: (@Sendable (Double) -> Void)?) async -> AnalyzeOutcome {
    do {
      try Task.checkCancellation()
      // Where the source knows the content without bringing it, what is stored need not be brought.
      if configuration.resumes, let hash = try await source.contentHash(of: recording.path),
        let report = try await storedReport(of: recording, contentHash: hash)
      {
        return .alreadyStored(report)
      }
      return try await source.withAudio(for: recording.path) { file in
        try await outcome(of: recording, file: file, progress: progress)
      }
    } catch is CancellationError {
      return .cancelled(file: recording.name)
    } catch {
      return .failed(file: recording.name, reason: "\(error)")
    }
  }

  private func outcome(
    of recording: Recording, file: URL, progress: (@Sendable (Double) -> Void)?
  ) async throws -> AnalyzeOutcome {
    do {
      if configuration.resumes,
        let report = try await storedReport(of: recording, contentHash: try ContentHash.sha256(of: file))
      {
        return .alreadyStored(report)
      }
      // Before it is read: when it is written to meanwhile, a later look sees another time.
      let modifiedAt = recording.modifiedAt
      let artifacts = try await analyzer.analyze(file: file, hints: configuration.hints, progress: progress)
      return try await saved(artifacts, of: recording, file: file, modifiedAt: modifiedAt)
    } catch let error where !(error is CancellationError) {
      // The outcome names the recording as the user did; where its file lies says nothing more, least of all of a
      // temporary one.
      let reason = "\(error)".replacing("\(file.path): ", with: "").replacing(file.path, with: recording.name)
      return .failed(file: recording.name, reason: reason)
    }
  }

  /// SHA-256 of a recording, brought here when it must be.
  func contentHash(of recording: Recording) async throws -> String {
    if let hash = try await source.contentHash(of: recording.path) { return hash }
    return try await source.withAudio(for: recording.path) { try ContentHash.sha256(of: $0) }
  }
}
