public import Foundation
import NeckenCore
import NeckenReanalysis
public import NeckenStore

/// Classifies a whole collection anew from its stored artifacts, without audio: after training another
/// head, changing thresholds, or updating the program.
///
/// Reads and writes in pages, so that memory is bounded; each page is written whole. People's
/// corrections are applied, and what they confirmed stays. Rows whose artifacts cannot be read are named
/// in the summary and left as they are. Several processes share the work.
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
    public var sharing = SharingConfiguration()

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
    let selection = TrackSelection.analysed(sourceTypes: configuration.sourceTypes)
    let total = progress == nil ? nil : try await store.count(selection)
    var summary = ReclassifySummary()
    if configuration.isDryRun {
      try await store.forEachAnalysisPage(
        sourceTypes: configuration.sourceTypes, pageSize: configuration.pageSize
      ) { page in
        summary.count(page, await classify(page.analyses))
        progress?(JobProgress(finished: summary.examined, total: total))
      }
    } else {
      try await sharedWork.forEachPage(selection, limit: configuration.pageSize) { ids in
        try await store.forEachAnalysisPage(of: ids, sourceTypes: configuration.sourceTypes) { page in
          let verdicts = await classify(page.analyses)
          try await write(verdicts)
          summary.count(page, verdicts)
        }
        progress?(JobProgress(finished: summary.examined, total: total))
        return SharedWork.Outcome(finished: ids)
      }
    }
    summary.sort()
    return summary
  }

  private var sharedWork: SharedWork {
    SharedWork(
      store: store, work: WorkName.make("reclassify", settings: judge.settings + configuration.sourceTypes),
      configuration: configuration.sharing, now: now)
  }

  /// What somebody analysed or corrected anew meanwhile keeps that newer result.
  private func write(_ verdicts: [Verdict]) async throws {
    let updates = verdicts.compactMap(\.update)
    if !updates.isEmpty { try await store.update(updates, at: now()) }
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
      return .update(
        ClassificationUpdate(
          trackID: item.trackID, result: try judge.report(on: item).classification, basis: item.basis))
    } catch {
      return .unreadable("\(error)")
    }
  }
}
