package import Foundation

/// The built program, or an example, run as a user would.
package struct Program {
  package struct Result {
    package var status: Int32
    /// Whether it ended by itself, with ``status``, or by the signal of that number.
    package var reason: Process.TerminationReason
    package var output: String
    package var errors: String

    package var lines: [String] {
      output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
  }

  package enum Failure: Error { case notBuilt(String), statement(String) }

  /// Beside the test bundle, where the package manager puts products.
  package static func url(of name: String = "neckenml") -> URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name)
  }

  /// Runs it to its end.
  /// - Parameters:
  ///   - folder: working directory; the user's data folder is put inside it.
  ///   - wrapper: a program that starts it, such as `setpriv`, with its arguments.
  ///   - name: of the program among what was built.
  ///   - environment: variables to add to ours.
  ///   - meanwhile: done once it runs, before its end is waited for; may end it.
  package static func run(
    _ arguments: [String], in folder: String, wrapper: [String] = [], name: String = "neckenml",
    environment: [String: String] = [:], meanwhile: (Process) throws -> Void = { _ in }
  ) throws -> Result {
    let process = try process(arguments, in: folder, wrapper: wrapper, name: name, environment: environment)
    // Files rather than pipes: a full pipe would stop the program.
    let (output, errors) = (try Capture(in: folder), try Capture(in: folder))
    process.standardOutput = output.handle
    process.standardError = errors.handle
    try process.run()
    try meanwhile(process)
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, reason: process.terminationReason, output: try output.text(),
      errors: try errors.text())
  }

  /// Prepared, not yet started.
  package static func process(
    _ arguments: [String], in folder: String, wrapper: [String] = [], name: String = "neckenml",
    environment added: [String: String] = [:]
  ) throws -> Process {
    let url = url(of: name)
    guard FileManager.default.isExecutableFile(atPath: url.path) else { throw Failure.notBuilt(url.path) }
    let process = Process()
    let command = wrapper + [url.path] + arguments
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = URL(filePath: folder)
    var environment = ProcessInfo.processInfo.environment
    environment["NECKENML_HOME"] = nil
    environment["XDG_DATA_HOME"] = folder + "/data"
    process.environment = environment.merging(added) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  /// Runs a statement on an SQLite file as another program would.
  package static func sqlite(_ path: String, _ statement: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import sqlite3, sys; connection = sqlite3.connect(sys.argv[1]); connection.execute(sys.argv[2]); connection.commit()",
      path, statement,
    ]
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Failure.statement(statement) }
  }

  private struct Capture {
    let handle: FileHandle
    private let url: URL

    init(in folder: String) throws {
      url = URL(filePath: folder).appending(path: ".captured-\(UUID().uuidString)")
      try Data().write(to: url)
      handle = try FileHandle(forWritingTo: url)
    }

    func text() throws -> String {
      defer { try? FileManager.default.removeItem(at: url) }
      return String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }
  }
}
