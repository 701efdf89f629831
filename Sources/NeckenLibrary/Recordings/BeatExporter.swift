public import Foundation
public import NeckenCore
import NeckenEvaluation
import Synchronization

/// Writes `NAME.beats` files into a folder: each whole or not at all.
public final class BeatExporter: Sendable {
  private let folder: URL
  private let names = Mutex<[String: String]>([:])

  /// Makes the folder when it is not there.
  /// - Throws: ``BeatExportError``.
  public init(folder: URL) throws(BeatExportError) {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .folder(folder.path, reason: error.localizedDescription)
    }
  }

  /// - Returns: the file written.
  /// - Throws: ``BeatExportError``, also when another recording of this run has the same name.
  @discardableResult
  public func write(_ report: TrackReport) throws(BeatExportError) -> URL {
    let name = URL(filePath: report.file).deletingPathExtension().lastPathComponent
    let file = folder.appending(path: "\(name).\(BeatFile.pathExtension)")
    let earlier = names.withLock { names in
      defer { names[name] = names[name] ?? report.file }
      return names[name]
    }
    if let earlier { throw .sameName(file.path, first: earlier) }
    do {
      try BeatFile.write(report.features.beats, to: file)
    } catch {
      throw .file(file.path, reason: error.localizedDescription)
    }
    return file
  }
}

public enum BeatExportError: NeckenError, Equatable {
  case folder(String, reason: String)
  case file(String, reason: String)
  case sameName(String, first: String)

  public var cause: String {
    switch self {
    case .folder(let path, let reason): "the folder \(path) cannot be made (\(reason))"
    case .file(let path, let reason): "\(path) cannot be written (\(reason))"
    case .sameName(let path, let first): "\(path) has been written already, for \(first)"
    }
  }

  public var remedy: String? {
    switch self {
    case .folder: "check the path and its permissions"
    case .file: "check the space and the permissions"
    case .sameName: "give recordings of the same name separately, with different folders"
    }
  }
}
