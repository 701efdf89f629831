public import Foundation
import NeckenCore
import NeckenReanalysis
public import NeckenStore

/// Classifies a whole collection anew from its stored artifacts, without audio: after training another
/// head, changing thresholds, or updating the program.
///
/// Reads and writes in pages, so that memory is bounded; each page is written whole. What a person
/// confirmed stays. Rows whose artifacts cannot be read are named in the summary and left as they are.
public struct ReclassifyJob: Sendable {
  public struct Configuration: Sendable {
    /// Tracks read and written at once.
    public var pageSize = 256
    /// Tracks classified at once.
    public var tasks = 1
    /// Find out what would change, and change nothing.
    public var isDryRun = false
    /// Analysers whose artifacts are read; the newest of a track counts.
    public var sourceTypes = [AnalysisSource.neckenSourceType, AnalysisSource.legacySourceType]

    public init() {}
  }

  public var configuration: Configuration
  private let store: any TrackStore
  private let judge: TrackJudge
  private let now: @Sendable () -> Date

  public init(
    store: any TrackStore, judge: TrackJudge, configuration: Configuration = Configuration(),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.store = store
    self.judge = judge
    self.configuration = configuration
    self.now = now
  }

  /// - Parameter progress: called after each page.
  /// - Throws: `StoreError`; `CancellationError` between pages, with all earlier pages written.
  public func run(progress: ((JobProgress) -> Void)? = nil) async throws -> ReclassifySummary {
    let total = progress == nil ? nil : try await store.summary().analysedTrackCount
    var summary = ReclassifySummary()
    try await store.forEachAnalysisPage(
      sourceTypes: configuration.sourceTypes, pageSize: configuration.pageSize
    ) { page in
      let verdicts = await classify(page.analyses)
      if !configuration.isDryRun {
        let updates = verdicts.compactMap(\.update)
        if !updates.isEmpty { try await store.update(updates, at: now()) }
      }
      for (item, verdict) in zip(page.analyses, verdicts) { summary.count(item, verdict) }
      summary.count(page.unreadable)
      progress?(JobProgress(finished: summary.examined, total: total))
    }
    summary.sort()
    return summary
  }

  enum Verdict: Sendable {
    case update(ClassificationUpdate)
    case unreadable(String)

    var update: ClassificationUpdate? {
      if case .update(let update) = self { update } else { nil }
    }
  }

  private func classify(_ page: [StoredAnalysis]) async -> [Verdict] {
    let share = (page.count + configuration.tasks - 1) / max(1, configuration.tasks)
    let parts = stride(from: 0, to: page.count, by: max(1, share)).map { start in
      page[start..<min(start + share, page.count)]
    }
    var verdicts: [Verdict] = []
    verdicts.reserveCapacity(page.count)
    _ = await OrderedTasks(width: configuration.tasks).run(parts) { part in
      part.map(verdict)
    } deliver: { part in
      verdicts += part
      return true
    }
    return verdicts
  }

  private func verdict(on item: StoredAnalysis) -> Verdict {
    do {
      let artifacts = try ArtifactReader.read(item.source.rawData)
      let report = try judge.report(
        on: artifacts, metadata: item.metadata, file: item.filePath ?? item.trackID.rawValue)
      return .update(
        ClassificationUpdate(trackID: item.trackID, result: report.classification, basis: item.basis))
    } catch {
      return .unreadable("\(error)")
    }
  }
}
