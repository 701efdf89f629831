public import NeckenStore

/// Analyses the tracks of a store that lack artifacts: rows that came from elsewhere, or failed earlier.
///
/// Each track is saved as soon as it is done and then lacks artifacts no more, so that a stopped run goes
/// on by being started again. Several processes share the work; a track that fails is tried once a run.
public struct BackfillJob: Sendable {
  public struct Configuration: Sendable {
    /// Tracks claimed at once, in multiples of the analyses that run at once.
    public var claimsPerTask = 4
    /// Artifacts of these analysers are enough.
    public var sourceTypes = [AnalysisSource.neckenSourceType, AnalysisSource.legacySourceType]
    public var sharing = SharingConfiguration()

    public init() {}
  }

  public var configuration: Configuration
  private let store: any TrackStore
  private let analyze: AnalyzeJob
  private let locate: @Sendable (Track) -> String?

  /// - Parameters:
  ///   - analyze: saves into the same store.
  ///   - locate: path, address, or whatever the job's source takes for a track; `nil` where there is none.
  public init(
    store: any TrackStore, analyze: AnalyzeJob, configuration: Configuration = Configuration(),
    locate: @escaping @Sendable (Track) -> String? = \.filePath
  ) {
    self.store = store
    self.analyze = analyze
    self.configuration = configuration
    self.locate = locate
  }

  /// - Parameters:
  ///   - progress: called after each track, from any task.
  ///   - deliver: called with each outcome, one at a time.
  /// - Throws: `StoreError`; `CancellationError`, with all that is done saved.
  public func run(
    progress: (@Sendable (JobProgress) -> Void)? = nil, deliver: (AnalyzeOutcome) async -> Void
  ) async throws -> AnalyzeSummary {
    let selection = TrackSelection.withoutArtifacts(sourceTypes: configuration.sourceTypes)
    let counter = ProgressCounter(total: progress == nil ? nil : try await store.count(selection), report: progress)
    let work = SharedWork(
      store: store, work: WorkName.make("backfill", settings: configuration.sourceTypes),
      configuration: configuration.sharing, now: analyze.now)
    var summary = AnalyzeSummary()
    let limit = max(1, analyze.configuration.tasks * configuration.claimsPerTask)
    try await work.forEachPage(selection, limit: limit) { ids in
      let recordings = try await recordings(ids, failing: deliver, &summary, counter)
      let part = await analyze.run(recordings, counter: counter, deliver: deliver)
      summary.add(part.summary)
      return SharedWork.Outcome(
        finished: ids.filter { !part.undone.contains($0) }, undone: ids.filter(part.undone.contains),
        isEnd: part.summary.stoppedBy != nil)
    }
    return summary
  }

  private func recordings(
    _ ids: [TrackID], failing deliver: (AnalyzeOutcome) async -> Void, _ summary: inout AnalyzeSummary,
    _ counter: ProgressCounter
  ) async throws -> [Recording] {
    var recordings: [Recording] = []
    for id in ids {
      // One that is gone meanwhile needs nothing.
      guard let track = try await store.track(id) else { continue }
      if let path = locate(track) {
        recordings.append(Recording(path: path, name: path, trackID: id))
      } else {
        counter.finish(track.title)
        summary.failed += 1
        await deliver(.failed(file: "\(track.title) (\(id))", reason: "\(RecordingProblem.noAudio(track: id))"))
      }
    }
    return recordings
  }
}
