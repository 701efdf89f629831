package import Foundation

/// Where the tests find their data, relative to this file.
package enum RepositoryPaths {
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// Golden values made by reference programs, each beside the script that made it.
  package static let golden = root.appending(path: "Tests/Golden")
  /// Recordings that come with the project.
  package static let exampleAudio = root.appending(path: "Examples/Audio")
  /// Development data beside the project; absent on a user's machine.
  package static let shared = root.deletingLastPathComponent().appending(path: "shared")
}
