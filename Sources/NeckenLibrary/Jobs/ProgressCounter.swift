import Synchronization

/// Counts what several tasks finish, and how far they are with what they are at, and reports it.
final class ProgressCounter: Sendable {
  private struct State {
    var finished = 0
    /// Shares done of what is being worked on, 0…1, by name.
    var underway: [String: Double] = [:]
  }

  private let state = Mutex(State())
  private let total: Int?
  private let report: (@Sendable (JobProgress) -> Void)?

  init(total: Int?, report: (@Sendable (JobProgress) -> Void)?) {
    self.total = total
    self.report = report
  }

  /// Counts under the lock and reports under it as well, so that numbers never go back.
  func finish(_ count: Int = 1, _ latest: String? = nil) {
    change(latest) { state in
      state.finished += count
      if let latest { state.underway[latest] = nil }
    }
  }

  func finish(_ latest: String) { finish(1, latest) }

  /// What a piece of work that can take long is to tell of itself; `nil` where nobody listens.
  func shares(of name: String) -> (@Sendable (Double) -> Void)? {
    guard report != nil else { return nil }
    return { [self] share in change(name) { $0.underway[name] = share } }
  }

  private func change(_ latest: String?, _ body: (inout State) -> Void) {
    guard let report else { return }
    state.withLock { state in
      body(&state)
      report(
        JobProgress(
          finished: state.finished, total: total, latest: latest, underway: state.underway.values.reduce(0, +)))
    }
  }
}
