import Foundation
import Synchronization

/// A server of Tests/Servers, run for as long as the tests do.
package final class TestServer: Sendable {
  /// What it wrote when it was ready: its port, and whatever else there is to know.
  package let words: [String]
  private let process: Process

  package enum Failure: Error, CustomStringConvertible {
    case notStarted(String, status: Int32)

    package var description: String {
      switch self {
      case .notStarted(let name, let status): "\(name) did not start (status \(status)); see above"
      }
    }
  }

  package init(script: String) throws {
    process = Process()
    process.executableURL = RepositoryPaths.root.appending(path: "Tests/Servers/\(script)")
    // It ends when its input does, and that is when we end, however we end.
    process.standardInput = Pipe()
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) {
      line += byte
    }
    words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
    guard !words.isEmpty else {
      process.waitUntilExit()
      throw Failure.notStarted(script, status: process.terminationStatus)
    }
  }

  package func address(_ path: String) -> String { "http://127.0.0.1:\(words[0])/\(path)" }

  /// The web server that misbehaves on demand.
  package static var misbehaving: TestServer { get throws { try misbehavingOnce.get() } }
  private static let misbehavingOnce = Result { try TestServer(script: "misbehaving_http.py") }

  /// moto's S3 server; `nil` where it is not installed and cannot be.
  package static let objectStorage = try? TestServer(script: "s3_server.sh")
}
