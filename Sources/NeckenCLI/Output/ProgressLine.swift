import NeckenML
import Synchronization

/// Shows how far a job is: done, rate, time left. Redrawn at most a few times a second.
final class ProgressLine: Sendable {
  private struct State {
    var lastDrawn: ContinuousClock.Instant?
  }

  private static let redrawInterval = Duration.milliseconds(100)
  private let noun: String
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// - Parameter noun: what is counted, in the singular: "file".
  init(_ noun: String) { self.noun = noun }

  func show(_ progress: JobProgress) {
    guard Console.shared.showsProgress else { return }
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      if let last = state.lastDrawn, now - last < Self.redrawInterval { return false }
      state.lastDrawn = now
      return true
    }
    if isDue { Console.shared.showProgress(text(progress, elapsed: now - start)) }
  }

  func text(_ progress: JobProgress, elapsed: Duration) -> String {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let rate = seconds > 0 ? Double(progress.finished) / seconds : 0
    var parts = [progress.total.map { "\(progress.finished)/\($0)" } ?? "\(progress.finished)"]
    parts.append("\(Format.fixed(rate, decimals: rate < 10 ? 1 : 0)) \(noun)s/s")
    if let total = progress.total, rate > 0 {
      parts.append("\(Format.clock(Double(total - progress.finished) / rate)) left")
    }
    if let latest = progress.latest { parts.append(latest) }
    return DisplayWidth.shortened(parts.joined(separator: "  "), to: Console.shared.errorColumns - 1)
  }
}
