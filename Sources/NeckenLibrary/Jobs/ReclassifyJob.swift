public import Foundation
import NeckenCore
import NeckenReanalysis
public import NeckenStore

/// Classifies a whole collection anew from its stored artifacts, without audio: after training another
/// head, changing thresholds, or updating the program.
///
/// Reads and writes in parts, so that memory is bounded; each part is written whole, while the next is judged. People's
/// corrections are applied, and what they confirmed stays. Rows whose artifacts cannot be read are named
/// in the summary and left as they are. Several processes share the work.
public struct ReclassifyJob: Sendable {
  public struct Configuration: Sendable {
    /// Tracks claimed at once.
    public var pageSize = 1024
    /// Tracks read and written at once. While one part is written the next is read and judged: a store waits for its
    /// disk, judging for the processor.
    public var partSize = 256
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
  /// - Throws: `StoreError`; `CancellationError`, with all earlier parts written whole.
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
        try await reclassify(ids, countedIn: &summary)
        progress?(JobProgress(finished: summary.examined, total: total))
        return SharedWork.Outcome(finished: ids)
      }
    }
    summary.sort()
    return summary
  }

  private func reclassify(_ ids: [TrackID], countedIn summary: inout ReclassifySummary) async throws {
    let partSize = max(1, configuration.partSize)
    try await withThrowingTaskGroup(of: Void.self) { writing in
      for start in stride(from: 0, to: ids.count, by: partSize) {
        let part = Array(ids[start..<min(start + partSize, ids.count)])
        try await store.forEachAnalysisPage(of: part, sourceTypes: configuration.sourceTypes) { page in
          let verdicts = await classify(page.analyses)
          try await writing.next()
          writing.addTask { try await write(verdicts) }
          summary.count(page, verdicts)
        }
      }
      try await writing.waitForAll()
    }
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
