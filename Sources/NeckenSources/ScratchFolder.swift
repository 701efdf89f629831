public import Foundation
import NeckenCore

/// Temporary files of one process, in a folder of its own that goes with it.
///
/// A lock is held on the folder as long as the process lives, whatever ends it. So the next one can tell
/// what a killed one left behind, and removes it when it starts.
public final class ScratchFolder: Sendable {
  private static let lockName = ".lock"
  private static let prefix = "process-"
  public let url: URL
  private let lock: FileLock

  /// Where files go unless told otherwise: a folder of this user's in the system's temporary one.
  public static var defaultRoot: URL {
    FileManager.default.temporaryDirectory.appending(path: "neckenml-\(geteuid())", directoryHint: .isDirectory)
  }

  /// Removes what processes that are no more have left under `root`, and makes a new folder there.
  /// - Throws: `SourceError.cannotWrite`, also when the root belongs to somebody else.
  public init(root: URL = ScratchFolder.defaultRoot) throws(SourceError) {
    try Self.makeRoot(root)
    // One at a time: nobody may take a folder for a dead one between its making and its locking.
    let gate = try FileLock(root.appending(path: Self.lockName))
    gate.lock()
    Self.sweep(root)
    url = root.appending(path: Self.prefix + UUID().uuidString, directoryHint: .isDirectory)
    guard mkdir(url.path, 0o700) == 0 else { throw Self.cannotWrite(url) }
    lock = try FileLock(url.appending(path: Self.lockName))
    lock.lock()
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// A name in the folder that nothing has yet.
  /// - Parameter extension: kept where it is short and plain, for decoders and people who look.
  public func newFile(extension suffix: String = "") -> URL {
    let isPlain = suffix.count <= 8 && suffix.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0 | 32) }
    let name = UUID().uuidString + (suffix.isEmpty || !isPlain ? "" : "." + suffix)
    return url.appending(path: name, directoryHint: .notDirectory)
  }

  /// Lets `body` write a new file, and removes it when that fails.
  func withNewFile(extension suffix: String, _ body: (URL) async throws -> Void) async throws -> URL {
    let file = newFile(extension: suffix)
    do {
      try await body(file)
      return file
    } catch {
      remove(file)
      throw error
    }
  }

  /// Removes a file of this folder; another's is left alone.
  public func remove(_ file: URL) {
    guard file.deletingLastPathComponent().path == url.path else { return }
    unlink(file.path)
  }

  private static func makeRoot(_ root: URL) throws(SourceError) {
    do {
      try FileManager.default.createDirectory(
        at: root.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: root.path, reason: error.localizedDescription)
    }
    guard mkdir(root.path, 0o700) == 0 || errno == EEXIST else { throw cannotWrite(root) }
    // In a folder that all may write to, somebody else may have been there first.
    var status = stat()
    guard lstat(root.path, &status) == 0 else { throw cannotWrite(root) }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
      throw .cannotWrite(path: root.path, reason: "it is somebody else's")
    }
  }

  /// Removes the folders that nobody holds a lock on.
  private static func sweep(_ root: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let folder = root.appending(path: name, directoryHint: .isDirectory)
      guard let lock = try? FileLock(folder.appending(path: lockName)), lock.tryLock() else { continue }
      try? FileManager.default.removeItem(at: folder)
    }
  }

  private static func cannotWrite(_ url: URL) -> SourceError {
    .cannotWrite(path: url.path, reason: String(cString: strerror(errno)))
  }
}
