import Foundation
import NeckenML
import Synchronization

/// A folder with files of text in place of sound.
struct MusicFolder {
  let path: String

  static func with<Value>(
    _ files: [String: String] = [:], _ body: (MusicFolder) async throws -> Value
  ) async throws -> Value {
    let url = FileManager.default.temporaryDirectory.appending(path: "neckenml-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    let folder = MusicFolder(path: url.path)
    for (name, text) in files { try folder.write(text, to: name) }
    return try await body(folder)
  }

  func write(_ text: String, to name: String) throws {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  var recordings: [Recording] {
    RecordingFinder().find([path]).recordings.map { Recording(path: $0.path, name: $0.url.lastPathComponent) }
  }
}

/// What a job delivered, as text.
actor Deliveries {
  private(set) var lines: [String] = []

  func add(_ outcome: AnalyzeOutcome) {
    switch outcome {
    case .analysed(let report): lines.append("analysed \(report.file) \(report.json)")
    case .alreadyStored(let report): lines.append("stored \(report.file) \(report.json)")
    case .notSaved(let report, let error): lines.append("not saved \(report.file) \(error)")
    case .failed(let file, let reason): lines.append("failed \(file): \(reason)")
    case .leftToOthers(let file): lines.append("others \(file)")
    case .cancelled(let file): lines.append("cancelled \(file)")
    }
  }

  /// The first words alone.
  var names: [String] { lines.map { $0.split(separator: " ").prefix(2).joined(separator: " ") } }
}
