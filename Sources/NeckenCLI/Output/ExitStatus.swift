import Foundation

/// How the program ends. Thrown by a command that has said all there is to say.
enum ExitStatus: Int32, Error {
  case success = 0
  /// Something could not be done and was named on standard error.
  case failure = 1
  /// The command line was not understood.
  case usage = 2
  /// Ctrl-C or a polite request to end: 128 + SIGINT, as shells have it.
  case interrupted = 130
  /// Nobody reads the output any more: 128 + SIGPIPE.
  case brokenPipe = 141

  static func exit(_ status: ExitStatus) -> Never { Foundation.exit(status.rawValue) }
}
