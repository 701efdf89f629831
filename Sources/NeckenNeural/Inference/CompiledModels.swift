package import Foundation
import NeckenDigest

/// The compiled forms of one model, kept on disk because compiling takes longer than analysing half a minute of music.
///
/// A form is good for one release of OpenVINO, one processor and one set of options, and is kept with its own SHA-256,
/// for OpenVINO would run a damaged one and give other numbers. It is a copy of what can be made again at any time:
/// where nothing can be kept, the model is compiled each time, and nobody needs to be told.
package struct CompiledModels: Sendable {
  private let folder: URL
  private let modelSHA256: String

  private static let digestBytes = 64

  /// - Parameters:
  ///   - folder: made when first needed.
  ///   - modelSHA256: the model's own.
  package init(folder: URL, modelSHA256: String) {
    self.folder = folder
    self.modelSHA256 = modelSHA256
  }

  /// What was kept, or `nil` when there is nothing or when it is not what was written.
  func bytes(name: String, setting: String) -> Data? {
    guard let file = try? Data(contentsOf: url(name, setting), options: .alwaysMapped) else { return nil }
    let bytes = file.dropFirst(Self.digestBytes)
    guard SHA256.hexadecimalDigest(of: bytes) == String(decoding: file.prefix(Self.digestBytes), as: UTF8.self)
    else { return nil }
    return bytes
  }

  /// Keeps what `write` writes to the file it is given, in place of older forms of models of this name.
  func keep(name: String, setting: String, write: (URL) -> Bool) {
    let files = FileManager.default
    let target = url(name, setting)
    let aside = folder.appending(path: "\(name)-\(UUID().uuidString).part")
    defer { try? files.removeItem(at: aside) }
    do {
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      guard write(aside) else { return }
      let bytes = try Data(contentsOf: aside)
      for old in try files.contentsOfDirectory(atPath: folder.path) where old.hasPrefix("\(name)-") {
        try files.removeItem(at: folder.appending(path: old))
      }
      // Written aside and moved into place, so that nobody sees half of it.
      try (Data(SHA256.hexadecimalDigest(of: bytes).utf8) + bytes).write(to: target, options: .atomic)
    } catch {
      // A full disk or a folder of somebody else's: see above.
      return
    }
  }

  private func url(_ name: String, _ setting: String) -> URL {
    let key = SHA256.hexadecimalDigest(of: Data("\(modelSHA256)\n\(setting)".utf8))
    return folder.appending(path: "\(name)-\(key.prefix(16)).bin")
  }
}
