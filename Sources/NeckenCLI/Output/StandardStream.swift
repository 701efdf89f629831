import Foundation

/// A file descriptor that text is written to.
struct StandardStream {
  enum Failure: Error {
    /// The reader has gone.
    case brokenPipe
    case system(String)
  }

  static let output = StandardStream(descriptor: STDOUT_FILENO)
  static let error = StandardStream(descriptor: STDERR_FILENO)

  let descriptor: Int32

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// A reader that goes away is then an error of `write`, and not the end of the process.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Writes all of it.
  func write(_ text: String) throws(Failure) {
    let bytes = Array(text.utf8)
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
      }
      if count >= 0 {
        offset += count
      } else if errno == EPIPE {
        throw .brokenPipe
      } else if errno != EINTR {
        throw .system(String(cString: strerror(errno)))
      }
    }
  }

  /// Columns of the terminal; `nil` when it is none.
  var columns: Int? {
    var size = winsize()
    guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
