public import Foundation
import NeckenAudio
import NeckenDigest

/// A folder of recordings named by the SHA-256 of their content, of bounded size, shared by any number of
/// processes.
///
/// `objects/ab/abcd…` are the recordings, whole or not there; `index/` says which address had which
/// content. A reader gets a hard link of its own, so that another process may throw the object out
/// meanwhile. What was not used for longest goes first; the index's small entries stay, so that it is
/// still known what an address held.
public struct AudioCache: Sendable {
  public struct Configuration: Sendable {
    /// Most bytes of recordings that are kept; 10 GB unless told otherwise.
    public var maximumBytes = 10_000_000_000

    public init() {}
  }

  public let folder: URL
  public let configuration: Configuration
  /// On the same file system as the objects, so that files are moved and linked in one step.
  let scratch: ScratchFolder

  /// Makes the folder when it is not there, and removes what killed processes left half-way.
  /// - Throws: `SourceError.cannotWrite`.
  public init(folder: URL, configuration: Configuration = Configuration()) throws(SourceError) {
    self.folder = folder
    self.configuration = configuration
    scratch = try ScratchFolder(root: folder.appending(path: "incoming"))
    for name in ["objects", "index"] { try Self.makeFolder(folder.appending(path: name)) }
  }

  /// What is known about an address.
  struct Entry: Codable, Equatable {
    /// Layout of this value.
    var version = 1
    var address: String
    /// What the source said about the content; see ``ValidatingAudioSource``.
    var validator: String?
    /// SHA-256 of the content in lower-case hexadecimal.
    var contentHash: String
    var byteCount: Int
    /// Extension of the file's name, for decoders and people who look.
    var suffix: String
  }

  /// `nil` when nothing is known, or what is written cannot be read.
  func entry(for address: String) -> Entry? {
    guard let data = try? Data(contentsOf: indexFile(address)),
      let entry = try? JSONDecoder().decode(Entry.self, from: data), entry.version == 1, entry.address == address
    else { return nil }
    return entry
  }

  /// A file with the content, the caller's to remove; `nil` when it is no longer here or is damaged.
  func open(_ entry: Entry) throws -> URL? {
    let object = objectFile(entry.contentHash)
    let file = scratch.newFile(extension: entry.suffix)
    guard try Self.share(object, as: file) else { return nil }
    guard try Self.holds(file, entry) else {
      scratch.remove(file)
      unlink(object.path)
      return nil
    }
    // The time of the last change says when it was last of use.
    utimes(object.path, nil)
    return file
  }

  /// Takes up what was fetched, and throws out what there is no more room for.
  /// - Parameter file: stays the caller's.
  func store(_ file: URL, address: String, validator: String?) throws {
    let byteCount = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
    let entry = Entry(
      address: address, validator: validator, contentHash: try ContentHash.sha256(of: file), byteCount: byteCount,
      suffix: file.pathExtension)
    if byteCount <= configuration.maximumBytes {
      let object = objectFile(entry.contentHash)
      try Self.makeFolder(object.deletingLastPathComponent())
      let copy = scratch.newFile()
      guard try Self.share(file, as: copy) else { return }
      guard rename(copy.path, object.path) == 0 else { throw Self.cannotWrite(object) }
      // Renaming one link of a file onto another of the same does nothing, and leaves both.
      unlink(copy.path)
    }
    try write(entry)
    try evict()
  }

  /// Writes the entry whole: under another name first.
  private func write(_ entry: Entry) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let file = scratch.newFile()
    let target = indexFile(entry.address)
    do {
      try encoder.encode(entry).write(to: file)
    } catch {
      throw SourceError.cannotWrite(path: file.path, reason: error.localizedDescription)
    }
    guard rename(file.path, target.path) == 0 else { throw Self.cannotWrite(target) }
  }

  private func objectFile(_ hash: String) -> URL {
    folder.appending(path: "objects/\(hash.prefix(2))/\(hash)", directoryHint: .notDirectory)
  }

  private func indexFile(_ address: String) -> URL {
    let name = SHA256.hexadecimalDigest(of: Data(address.utf8))
    return folder.appending(path: "index/\(name).json", directoryHint: .notDirectory)
  }

  /// Whether the bytes are still those that were taken up.
  private static func holds(_ file: URL, _ entry: Entry) throws -> Bool {
    do {
      return try ContentHash.sha256(of: file) == entry.contentHash
    } catch is AudioError {
      return false
    }
  }

  /// Another name for the same file; a copy where the file system knows no links.
  /// - Returns: `false` when there is no such file.
  private static func share(_ file: URL, as other: URL) throws(SourceError) -> Bool {
    if link(file.path, other.path) == 0 { return true }
    if errno == ENOENT { return false }
    do {
      try FileManager.default.copyItem(at: file, to: other)
      return true
    } catch {
      throw .cannotWrite(path: other.path, reason: error.localizedDescription)
    }
  }

  private static func makeFolder(_ folder: URL) throws(SourceError) {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: folder.path, reason: error.localizedDescription)
    }
  }

  private static func cannotWrite(_ url: URL) -> SourceError {
    .cannotWrite(path: url.path, reason: String(cString: strerror(errno)))
  }
}
