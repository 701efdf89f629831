package import Foundation
import NeckenDigest

/// SHA-256 of what was analysed, by which an analysis is tied to its recording.
package enum ContentHash {
  private static let chunkBytes = 1 << 20

  /// The hash of a file's bytes in lower-case hexadecimal, read in pieces of 1 MB.
  ///
  /// - Throws: `AudioError`; `CancellationError` when the task was cancelled.
  package static func sha256(of file: URL) throws -> String {
    try sha256(of: try InputFile(file))
  }

  static func sha256(of file: InputFile) throws -> String {
    file.rewind()
    var hasher = SHA256()
    try withUnsafeTemporaryAllocation(byteCount: chunkBytes, alignment: 64) { buffer in
      while true {
        try Task.checkCancellation()
        let count = read(file.descriptor, buffer.baseAddress, buffer.count)
        guard count >= 0 else {
          throw AudioError.unreadable(path: file.path, reason: String(cString: strerror(errno)))
        }
        if count == 0 { return }
        hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    }
    return hasher.hexadecimalDigest()
  }
}
