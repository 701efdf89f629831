import Synchronization

/// Counts what several tasks finish and reports it.
final class ProgressCounter: Sendable {
  private let finished = Mutex(0)
  private let total: Int?
  private let report: (@Sendable (JobProgress) -> Void)?

  init(total: Int?, report: (@Sendable (JobProgress) -> Void)?) {
    self.total = total
    self.report = report
  }

  /// Counts under the lock and reports under it as well, so that numbers never go back.
  func finish(_ count: Int = 1, _ latest: String? = nil) {
    guard let report else { return }
    finished.withLock { finished in
      finished += count
      report(JobProgress(finished: finished, total: total, latest: latest))
    }
  }

  func finish(_ latest: String) { finish(1, latest) }
}
