import Foundation

extension AudioCache {
  private struct Object {
    var path: String
    var byteCount: Int
    var lastUse: Date
  }

  /// Removes what was not used for longest until the rest fits; one process at a time.
  func evict() throws(SourceError) {
    let lock = try FileLock(folder.appending(path: ".evicting"))
    lock.lock()
    defer { withExtendedLifetime(lock) {} }
    var objects = allObjects()
    var total = objects.reduce(0) { $0 + $1.byteCount }
    guard total > configuration.maximumBytes else { return }
    objects.sort { ($0.lastUse, $0.path) < ($1.lastUse, $1.path) }
    for object in objects where total > configuration.maximumBytes {
      unlink(object.path)
      total -= object.byteCount
    }
  }

  private func allObjects() -> [Object] {
    let root = folder.appending(path: "objects")
    let keys: Set<URLResourceKey> = [.fileSizeKey, .contentModificationDateKey, .isRegularFileKey]
    guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: Array(keys)) else { return [] }
    return walk.compactMap { item in
      // One that is gone meanwhile takes no room.
      guard let url = item as? URL, let values = try? url.resourceValues(forKeys: keys),
        values.isRegularFile == true, let size = values.fileSize, let date = values.contentModificationDate
      else { return nil }
      return Object(path: url.path, byteCount: size, lastUse: date)
    }
  }
}
