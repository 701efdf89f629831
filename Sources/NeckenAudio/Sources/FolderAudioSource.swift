public import Foundation

/// Recordings in a folder, found by track name with or without extension.
///
/// The name may lead into sub-folders ("orsa/polska 7") but not out of the folder. Names are
/// compared as text, so it does not matter whether å is stored as one character or two, and
/// extensions in any letter case.
public struct FolderAudioSource: AudioSource {
  public let folder: URL
  /// Extensions to try, in this order.
  public let extensions: [String]

  public init(folder: URL, extensions: [String] = AudioFileTypes.extensions) {
    self.folder = folder
    self.extensions = extensions.map { $0.lowercased() }
  }

  /// Finds the file of a track; nothing is copied.
  ///
  /// - Throws: `AudioError.trackOutsideSource` for a name that would leave the folder;
  ///   `AudioError.unknownTrack` when no file fits.
  public func fetch(_ trackID: String) async throws -> URL {
    let path = folder.path(percentEncoded: false)
    let components = trackID.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard !components.contains(".."), !trackID.hasPrefix("/"), !trackID.contains("\0") else {
      throw AudioError.trackOutsideSource(id: trackID, source: path)
    }
    guard let name = components.last, !name.isEmpty else {
      throw AudioError.unknownTrack(id: trackID, source: path)
    }
    let parent = components.dropLast().reduce(folder) { $0.appending(component: $1) }
    guard let match = bestMatch(for: name, in: parent) else {
      throw AudioError.unknownTrack(id: trackID, source: path)
    }
    return match
  }

  /// The file with exactly this name, else the one whose extension comes first in the list.
  private func bestMatch(for name: String, in parent: URL) -> URL? {
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: parent.path(percentEncoded: false))
    else { return nil }
    let ranked = entries.compactMap { entry -> (rank: Int, entry: String)? in
      let file = URL(filePath: entry)
      guard let rank = extensions.firstIndex(of: file.pathExtension.lowercased()) else { return nil }
      if entry == name { return (-1, entry) }
      return file.deletingPathExtension().lastPathComponent == name ? (rank, entry) : nil
    }
    let best = ranked.min { ($0.rank, $0.entry) < ($1.rank, $1.entry) }
    return best.map { parent.appending(component: $0.entry) }
  }
}
