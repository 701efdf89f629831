public import Foundation

/// A file to be analysed, and what it is called towards the user.
public struct Recording: Hashable, Sendable {
  /// Absolute path of the file; the name under which a store knows it.
  public var path: String
  /// The path as the user wrote it, for messages and results.
  public var name: String

  public init(path: String, name: String) {
    self.path = path
    self.name = name
  }

  /// - Parameters:
  ///   - name: a path as the user wrote it, absolute or relative.
  ///   - directory: folder that relative paths start from; the current one by default.
  public init(name: String, in directory: String = FileManager.default.currentDirectoryPath) {
    let url = URL(filePath: name, relativeTo: URL(filePath: directory, directoryHint: .isDirectory))
    self.init(path: url.standardizedFileURL.path, name: name)
  }

  public var url: URL { URL(filePath: path) }
}
