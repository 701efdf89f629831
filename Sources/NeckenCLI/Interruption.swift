import Dispatch
import Foundation
import Synchronization

/// Runs work that Ctrl-C, a polite request to end, or a reader that goes away cancels: what is done is
/// kept, and the program ends with the right status. A second Ctrl-C ends it at once.
///
/// Once a process: where libdispatch takes signals back from one source, the next may miss them.
enum Interruption {
  static func run<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let cause = Mutex<ExitStatus?>(nil)
    let task = Task(operation: work)
    let cancel: @Sendable (ExitStatus) -> Void = { status in
      let isFirst = cause.withLock { cause in
        defer { cause = cause ?? status }
        return cause == nil
      }
      guard isFirst else { _exit(ExitStatus.interrupted.rawValue) }
      if status == .interrupted {
        Console.shared.complain("stopping; what is done is kept (again to stop at once)")
      }
      task.cancel()
    }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { cancel(.interrupted) }
      source.resume()
      return source
    }
    defer { sources.forEach { $0.cancel() } }
    Console.shared.whenOutputFails { status in
      cause.withLock { $0 = $0 ?? status }
      task.cancel()
    }
    let result = await task.result
    if let status = cause.withLock({ $0 }) { throw status }
    return try result.get()
  }
}
