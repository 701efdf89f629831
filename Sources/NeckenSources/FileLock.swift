import Foundation

/// An advisory lock on a file, between processes and within one; it ends with the value, or the process.
final class FileLock: Sendable {
  private let descriptor: Int32

  /// Opens the file, which is made when it is not there; takes no lock yet.
  init(_ file: URL) throws(SourceError) {
    descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .cannotWrite(path: file.path, reason: String(cString: strerror(errno)))
    }
  }

  deinit { close(descriptor) }

  /// Waits until it is ours.
  func lock() { while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {} }

  /// Whether it could be had at once.
  func tryLock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }
}
