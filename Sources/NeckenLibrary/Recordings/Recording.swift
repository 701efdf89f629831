public import Foundation
import NeckenSources
public import NeckenStore

/// A recording to be analysed, and what it is called towards the user.
public struct Recording: Hashable, Sendable {
  /// Absolute path of the file, or address on a server; the name under which a store knows it.
  public var path: String
  /// The path or address as the user wrote it, for messages and results.
  public var name: String
  /// The track of a store that it belongs to; `nil` to go by the path.
  public var trackID: TrackID?

  public init(path: String, name: String, trackID: TrackID? = nil) {
    self.path = path
    self.name = name
    self.trackID = trackID
  }

  /// - Parameters:
  ///   - name: a path, absolute or relative, or an address, as the user wrote it.
  ///   - directory: folder that relative paths start from; the current one by default.
  public init(name: String, in directory: String = FileManager.default.currentDirectoryPath) {
    guard !AudioAddress(name).isRemote else {
      self.init(path: name, name: name)
      return
    }
    let url = URL(filePath: name, relativeTo: URL(filePath: directory, directoryHint: .isDirectory))
    self.init(path: url.standardizedFileURL.path, name: name)
  }

  public var isRemote: Bool { AudioAddress(path).isRemote }

  /// Of a file on this machine.
  public var url: URL { URL(filePath: path) }

  /// The last part of the path: what a person would call the file.
  public var fileName: String {
    switch AudioAddress(path) {
    case .file: url.lastPathComponent
    case .web: URL(string: path)?.lastPathComponent ?? path
    case .object: path.split(separator: "/").last.map(String.init) ?? path
    }
  }

  /// When the file's content last changed; `nil` for what is elsewhere, or is not there.
  public var modifiedAt: Date? {
    guard !isRemote else { return nil }
    return (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
  }
}
