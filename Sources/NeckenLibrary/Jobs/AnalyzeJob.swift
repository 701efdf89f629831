public import Foundation
public import NeckenCore
public import NeckenAudio
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

    public init() {}
  }

  public var configuration: Configuration
  private let analyzer: any RecordingAnalyzer
  private let judge: TrackJudge
  private let store: (any TrackStore)?
  private let source: any AudioSource
  private let now: @Sendable () -> Date

  /// - Parameters:
  ///   - judge: derives features and styles. Its reanalysis also makes the summary of minimal artifacts.
  ///   - store: where results are kept; `nil` to keep none.
  ///   - source: brings a recording by its path or address; files are used in place unless told otherwise.
  ///   - now: the clock, for the times in the store.
  public init(
    analyzer: any RecordingAnalyzer, judge: TrackJudge, store: (any TrackStore)? = nil,
    source: any AudioSource = FilesInPlace(), configuration: Configuration = Configuration(), now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.analyzer = analyzer
    self.judge = judge
    self.store = store
    self.source = source
    self.configuration = configuration
    self.now = now
  }

  /// - Parameters:
  ///   - progress: called after each recording, and may be called from any task.
  ///   - deliver: called with each outcome in the order of the recordings, one at a time.
  public func run(
    _ recordings: [Recording], progress: (@Sendable (JobProgress) -> Void)? = nil,
    deliver: (AnalyzeOutcome) async -> Void
  ) async -> AnalyzeSummary {
    var summary = AnalyzeSummary()
    let counter = ProgressCounter(total: recordings.count, report: progress)
    let begun = await OrderedTasks(width: configuration.tasks).run(recordings) { recording in
      let outcome = await outcome(of: recording)
      counter.finish(recording.name)
      return outcome
    } deliver: { outcome in
      summary.count(outcome)
      await deliver(outcome)
      return summary.stoppedBy == nil
    }
    summary.notDone += recordings.count - begun
    return summary
  }

  private func outcome(of recording: Recording) async -> AnalyzeOutcome {
    do {
      try Task.checkCancellation()
      // Where the source knows the content without bringing it, what is stored need not be brought.
      if let hash = try await source.contentHash(of: recording.path),
        let report = try await storedReport(of: recording, contentHash: hash)
      {
        return .alreadyStored(report)
      }
      return try await source.withAudio(for: recording.path) { try await outcome(of: recording, file: $0) }
    } catch is CancellationError {
      return .cancelled(file: recording.name)
    } catch {
      return .failed(file: recording.name, reason: "\(error)")
    }
  }

  private func outcome(of recording: Recording, file: URL) async throws -> AnalyzeOutcome {
    do {
      if configuration.resumes,
        let report = try await storedReport(of: recording, contentHash: try ContentHash.sha256(of: file))
      {
        return .alreadyStored(report)
      }
      let artifacts = try await analyzer.analyze(file: file, hints: configuration.hints, progress: nil)
      let report = try judge.report(
        on: artifacts, metadata: try await metadata(of: recording, file: file), file: recording.name)
      return await saved(report, of: recording)
    } catch let error where recording.isRemote && !(error is CancellationError) {
      // The name of the temporary file says nothing to anybody.
      return .failed(file: recording.name, reason: "\(error)".replacing(file.path, with: recording.name))
    }
  }

  /// What the store knows goes before the file's tags, for a person may have written it; without a
  /// title in either, the file's name has to do.
  private func metadata(of recording: Recording, file: URL) async throws -> TrackMetadata {
    if let known = try await store?.track(filePath: recording.path)?.metadata { return known }
    // The sound was heard by now; tags that cannot be read are as good as none.
    var metadata = (try? RecordingTags.read(from: file)) ?? .none
    metadata.title = metadata.title ?? TitleFromFileName.title(of: recording.fileName)
    return metadata
  }

  private func saved(_ report: TrackReport, of recording: Recording) async -> AnalyzeOutcome {
    guard let store else { return .analysed(report) }
    do {
      let stored = try report.artifacts.trimmed(
        to: configuration.detail, reanalysis: judge.reanalysis, options: judge.options)
      let record = AnalysisRecord(
        filePath: recording.path, metadata: report.metadata, rawData: try ArtifactCoding.encode(stored),
        contentHash: report.artifacts.provenance.contentHash, versions: versions, analyzedAt: now(),
        result: report.classification)
      // What is analysed is saved even when the job is being cancelled: a task of its own does not hear of it.
      let styles = try await Task { try await store.styles(of: store.save(record)) }.value
      return .analysed(report.honouring(styles))
    } catch let error as StoreError {
      return .notSaved(report, error)
    } catch {
      return .failed(file: recording.name, reason: "\(error)")
    }
  }
}

extension AnalyzeJob {
  /// All that decides what is stored for a recording.
  private var versions: String {
    var versions = "\(analyzer.versions); detail \(configuration.detail.rawValue)"
    if let hints = configuration.hints.text { versions += "; hints \(hints)" }
    return versions
  }

  /// The report on a recording that need not be analysed; `nil` when it must be.
  private func storedReport(of recording: Recording, contentHash: String) async throws -> TrackReport? {
    guard configuration.resumes, let store,
      let track = try await store.track(filePath: recording.path),
      let source = try await store.analysis(of: track.id, sourceType: AnalysisSource.neckenSourceType),
      source.versions == versions, source.contentHash == contentHash
    else { return nil }
    // Artifacts that cannot be read any more are made anew.
    guard let artifacts = try? ArtifactReader.read(source.rawData) else { return nil }
    let report = try judge.report(on: artifacts, metadata: track.metadata, file: recording.name)
    return report.honouring(try await store.styles(of: track.id))
  }
}

extension AnalyzeSummary {
  fileprivate mutating func count(_ outcome: AnalyzeOutcome) {
    switch outcome {
    case .analysed: analysed += 1
    case .alreadyStored: alreadyStored += 1
    case .failed: failed += 1
    case .cancelled: notDone += 1
    case .notSaved(_, let error):
      failed += 1
      if error.endsEverything { stoppedBy = stoppedBy ?? error }
    }
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

extension RhythmHints {
  /// The hints in words; `nil` when there are none.
  fileprivate var text: String? {
    let parts = [
      meter.map { "meter \($0.timeSignature)" },
      tempoRangeBpm.map { "tempo \($0.lowerBound)-\($0.upperBound)" },
      dance.map { "dance \($0)" },
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
