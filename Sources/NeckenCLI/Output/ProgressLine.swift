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
    let done = Double(progress.finished) + progress.underway
    let rate = seconds > 0 ? done / seconds : 0
    var parts = [progress.total.map { "\(progress.finished)/\($0)" } ?? "\(progress.finished)"]
    if let total = progress.total, total > 0 { parts.append(Format.percent(done / Double(total))) }
    // Long recordings go by the minute.
    let (count, unit) = rate < 0.5 ? (rate * 60, "min") : (rate, "s")
    parts.append("\(Format.fixed(count, decimals: count < 10 ? 1 : 0)) \(noun)s/\(unit)")
    if let total = progress.total, rate > 0 {
      parts.append("\(Format.clock((Double(total) - done) / rate)) left")
    }
    if let latest = progress.latest { parts.append(latest) }
    return DisplayWidth.shortened(parts.joined(separator: "  "), to: Console.shared.errorColumns - 1)
  }
}
