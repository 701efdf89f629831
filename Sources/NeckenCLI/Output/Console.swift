import Foundation
import Synchronization

/// Everything the program says: results on standard output, messages and progress on standard error.
///
/// One lock, so that lines of several tasks do not mix and a progress line never stands in a result.
final class Console: Sendable {
  static let shared = Console()

  private struct State {
    var progressIsShown = false
    var outputFailed = false
    var readerHasLeft = false
    var onOutputFailure: (@Sendable (ExitStatus) -> Void)?
  }

  private let state = Mutex(State())
  /// Whether someone watches: progress is shown on a terminal alone.
  let showsProgress = StandardStream.error.isTerminal
  let errorColumns = StandardStream.error.columns ?? 80

  /// Whether nobody reads the results any more.
  var readerHasLeft: Bool { state.withLock { $0.readerHasLeft } }

  /// What to do when results cannot be written: nobody reads them any more, or the disk is full. Told how the program is
  /// to end.
  func whenOutputFails(_ action: @escaping @Sendable (ExitStatus) -> Void) {
    state.withLock { $0.onOutputFailure = action }
  }

  /// Writes a line of results.
  func print(_ line: String) {
    state.withLock { state in
      guard !state.outputFailed else { return }
      clearProgress(&state)
      do throws(StandardStream.Failure) {
        try StandardStream.output.write(line + "\n")
      } catch {
        state.outputFailed = true
        switch error {
        case .brokenPipe:
          state.readerHasLeft = true
          state.onOutputFailure?(.brokenPipe)
        case .system(let reason):
          try? StandardStream.error.write("neckenml: the results cannot be written: \(reason)\n")
          state.onOutputFailure?(.failure)
        }
      }
    }
  }

  /// Writes a message that begins with the program's name: an error, or a warning.
  func complain(_ message: String) { note("neckenml: \(message)") }

  /// Writes a message as it is.
  func note(_ message: String) {
    state.withLock { state in
      clearProgress(&state)
      // There is nowhere left to complain to when this fails.
      try? StandardStream.error.write(message + "\n")
    }
  }

  /// Shows how far the work is, in place of what was shown before. Nothing unless on a terminal.
  func showProgress(_ line: String) {
    guard showsProgress else { return }
    state.withLock { state in
      try? StandardStream.error.write("\r\u{1B}[K" + line)
      state.progressIsShown = true
    }
  }

  /// Takes the progress line away.
  /// - Returns: whether all results were written.
  func finish() -> Bool {
    state.withLock { state in
      clearProgress(&state)
      return !state.outputFailed
    }
  }

  private func clearProgress(_ state: inout State) {
    guard state.progressIsShown else { return }
    try? StandardStream.error.write("\r\u{1B}[K")
    state.progressIsShown = false
  }
}
