import Foundation
import NeckenAudio
import NeckenCore
public import NeckenStore

/// Analyses anew what has changed since it was analysed: the audio by its content, or the program and
/// its models where that is asked for.
///
/// A file whose time of change is the one that was seen is not opened; one that was only touched is
/// hashed, and the new time noted. What is elsewhere is asked for its content's hash. The old results stay
/// until the new ones are whole. Several processes share the work.
public struct RefreshJob: Sendable {
  public struct Configuration: Sendable {
    /// Analyse also what was analysed by another version of the program, or with other models or settings.
    public var includesOutdated = false
    /// Hash every file, even where the time of change has not changed.
    public var trustsModificationTimes = true
    /// Tracks claimed at once, in multiples of the analyses that run at once.
    public var claimsPerTask = 16
    public var sharing = SharingConfiguration()

    public init() {}
  }

  public var configuration: Configuration
  private let store: any TrackStore
  private let analyze: AnalyzeJob
  private let sourceTypes = [AnalysisSource.neckenSourceType, AnalysisSource.legacySourceType]

  /// - Parameter analyze: saves into the same store.
  public init(store: any TrackStore, analyze: AnalyzeJob, configuration: Configuration = Configuration()) {
    self.store = store
    self.analyze = analyze
    self.configuration = configuration
  }

  /// - Parameters:
  ///   - progress: called after each track, from any task.
  ///   - deliver: called with the outcome of each track that was analysed or failed, one at a time.
  /// - Throws: `StoreError`; `CancellationError`, with all that is done saved.
  public func run(
    progress: (@Sendable (JobProgress) -> Void)? = nil, deliver: (AnalyzeOutcome) async -> Void
  ) async throws -> RefreshSummary {
    let selection = TrackSelection.analysed(sourceTypes: sourceTypes)
    let counter = ProgressCounter(total: progress == nil ? nil : try await store.count(selection), report: progress)
    let settings = [analyze.versions, "\(configuration.includesOutdated)", "\(configuration.trustsModificationTimes)"]
    let work = SharedWork(
      store: store, work: WorkName.make("refresh", settings: settings), configuration: configuration.sharing,
      now: analyze.now)
    var summary = RefreshSummary()
    let limit = max(1, analyze.configuration.tasks * configuration.claimsPerTask)
    try await work.forEachPage(selection, limit: limit) { ids in
      var changed: [Recording] = []
      for (stamp, state) in try await states(ids) {
        if let recording = try await summary.take(stamp, state, noting: note, deliver: deliver) {
          changed.append(recording)
        } else {
          counter.finish(stamp.name)
        }
      }
      let part = await analyze.run(changed, counter: counter, deliver: deliver)
      summary.analysis.add(part.summary)
      return SharedWork.Outcome(
        finished: ids.filter { !part.undone.contains($0) }, undone: ids.filter(part.undone.contains),
        isEnd: part.summary.stoppedBy != nil)
    }
    return summary
  }

  /// How a track's audio stands to its artifacts.
  enum State: Sendable {
    case unchanged
    /// Written to, with the same content.
    case touched(Date)
    case changed(Recording)
    case noAudio
    case unreadable(String)
    case cancelled
  }

  private func states(_ ids: [TrackID]) async throws -> [(AnalysisStamp, State)] {
    let stamps = try await store.stamps(sourceTypes: sourceTypes, of: ids)
    var states: [(AnalysisStamp, State)] = []
    _ = await OrderedTasks(width: analyze.configuration.tasks).run(stamps) { stamp in
      (stamp, await state(of: stamp))
    } deliver: { state in
      states.append(state)
      return true
    }
    try Task.checkCancellation()
    return states
  }

  private func state(of stamp: AnalysisStamp) async -> State {
    guard let path = stamp.filePath else { return .noAudio }
    let recording = Recording(path: path, name: path, trackID: stamp.trackID)
    if configuration.includesOutdated, stamp.versions != analyze.versions { return .changed(recording) }
    let modifiedAt = recording.modifiedAt
    if configuration.trustsModificationTimes, let modifiedAt, let seen = stamp.audioModifiedAt,
      abs(modifiedAt.timeIntervalSince(seen)) < Self.clockToleranceSeconds
    {
      return .unchanged
    }
    guard let known = stamp.contentHash else {
      // Rows of the Python package say only when they were made.
      return modifiedAt.map { $0 > stamp.analyzedAt } == true ? .changed(recording) : .unchanged
    }
    do {
      guard try await analyze.contentHash(of: recording) == known else { return .changed(recording) }
      return modifiedAt.map { .touched($0) } ?? .unchanged
    } catch is CancellationError {
      return .cancelled
    } catch {
      return .unreadable("\(error)")
    }
  }

  /// Times are kept to the millisecond.
  private static let clockToleranceSeconds = 0.002

  private func note(_ modifiedAt: Date, _ stamp: AnalysisStamp) async throws {
    try await store.recordModification(modifiedAt, of: stamp.trackID, sourceType: stamp.sourceType)
  }
}
