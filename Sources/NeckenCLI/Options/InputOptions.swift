import ArgumentParser
import Foundation
import NeckenML

/// Which recordings.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Recordings or folders of recordings; also http:// and https:// addresses, s3://BUCKET/KEY, and s3://BUCKET/FOLDER/.",
      valueName: "paths"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Also take what this text file names: a path, address or track id a line; - for standard input. Lines \
      that begin with # are passed over.
      """, valueName: "file"))
  var list: String?

  @OptionGroup(title: "What is not on this machine") var sources: SourceOptions

  func validate() throws {
    if paths.isEmpty, list == nil { throw ValidationError("name recordings, folders or addresses, or give --list") }
  }

  /// - Parameter store: where track ids are looked up.
  func find(in store: (any TrackStore)?) async throws -> RecordingFinder.Result {
    var listed = try list.map { try RecordingList.read(Self.contents(of: $0), name: $0) } ?? []
    var problems: [RecordingProblem] = []
    if let store { (listed, problems) = try await RecordingList.resolve(listed, in: store) }
    var result = try await sources.find(paths + listed)
    result.problems += problems
    return result
  }

  private static func contents(of file: String) throws -> Data {
    if file == "-" { return try FileHandle.standardInput.readToEnd() ?? Data() }
    do {
      return try Data(contentsOf: URL(filePath: file))
    } catch {
      throw AudioError.unreadable(path: file, reason: error.localizedDescription)
    }
  }
}
