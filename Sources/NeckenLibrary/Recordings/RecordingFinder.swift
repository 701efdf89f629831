public import Foundation
import NeckenAudio

/// Finds recordings in the files and folders a user names. Reads folders, opens no file.
public struct RecordingFinder: Sendable {
  public struct Configuration: Sendable {
    /// Whether files and folders whose name begins with a dot are looked at.
    public var includesHidden = false

    public init() {}
  }

  public var configuration: Configuration

  public init(configuration: Configuration = Configuration()) { self.configuration = configuration }

  /// What was found, in the order of the arguments and, inside a folder, of the names' bytes.
  public struct Result: Sendable {
    public var recordings: [Recording] = []
    /// What was named and cannot be used.
    public var problems: [RecordingProblem] = []
  }

  /// - Parameters:
  ///   - paths: files or folders as the user wrote them. A file is taken whatever it is called; folders
  ///     are walked, with all below them, for files named like recordings. Links to files are followed,
  ///     links to folders only when named here.
  ///   - directory: folder that relative paths start from.
  public func find(
    _ paths: [String], in directory: String = FileManager.default.currentDirectoryPath
  ) -> Result {
    var result = Result()
    for path in paths {
      let recording = Recording(name: path, in: directory)
      var isFolder: ObjCBool = false
      guard !recording.isRemote,
        FileManager.default.fileExists(atPath: recording.path, isDirectory: &isFolder), isFolder.boolValue
      else {
        // Whether a file is there and can be read shows when it is opened, with the exact reason.
        result.recordings.append(recording)
        continue
      }
      let count = result.recordings.count
      let problemCount = result.problems.count
      walk(recording, into: &result)
      if result.recordings.count == count, result.problems.count == problemCount {
        result.problems.append(.noRecordings(folder: path))
      }
    }
    return result
  }

  private func walk(_ folder: Recording, into result: inout Result) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      result.problems.append(.unreadableFolder(folder: folder.name, reason: Self.reason(error)))
      return
    }
    let isVisible = { (name: String) in configuration.includesHidden || !name.hasPrefix(".") }
    for name in names.filter(isVisible).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let separator = folder.name.hasSuffix("/") ? "" : "/"
      let entry = Recording(path: folder.path + "/" + name, name: folder.name + separator + name)
      if isFolder(entry.path) {
        walk(entry, into: &result)
      } else if AudioFileTypes.isRecording(entry.url) {
        result.recordings.append(entry)
      }
    }
  }

  /// Whether it is a folder itself; a link to one is not, so that no circle is walked.
  private func isFolder(_ path: String) -> Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    return type == .typeDirectory
  }

  private static func reason(_ error: any Error) -> String {
    (error as? CocoaError)?.code == .fileReadNoPermission ? "no permission" : error.localizedDescription
  }
}
