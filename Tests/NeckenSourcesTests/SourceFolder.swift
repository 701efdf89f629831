import Foundation
import NeckenSources
import TestSupport

/// A folder for the temporary files of one test, which must be empty in the end.
struct SourceFolder {
  let url: URL
  let scratch: ScratchFolder

  static func with<Value>(_ body: (SourceFolder) async throws -> Value) async throws -> Value {
    let url = FileManager.default.temporaryDirectory.appending(path: "neckenml-sources-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(SourceFolder(url: url, scratch: try ScratchFolder(root: url.appending(path: "scratch"))))
  }

  /// Names of the recordings that lie in the scratch folder.
  var temporaryFiles: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).filter { !$0.hasPrefix(".") } }
  }
}

extension HTTPConfiguration {
  /// No pauses to speak of; time enough for a machine that is busy with all the other tests.
  static var hasty: HTTPConfiguration {
    var configuration = HTTPConfiguration()
    configuration.maximumSeconds = 600
    configuration.retry.firstDelaySeconds = 0.01
    return configuration
  }
}

/// The bytes that the server's answers are made of.
func content(_ count: Int) -> Data { Data((0..<count).map { UInt8($0 % 251) }) }
