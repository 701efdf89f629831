import ArgumentParser
import Foundation
import NeckenML

/// Which database.
struct DatabaseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database: a file, or postgresql://user@host/name; \(DatabaseOptions.defaultDescription) unless given.",
      valueName: "file or URL"))
  var database: String?

  static let defaultDescription = "~/.local/share/neckenml/library.sqlite"

  /// The path given, or the program's own file beside the models: in `$NECKENML_HOME`, else in the
  /// user's data folder (XDG Base Directory).
  var path: String {
    if let database { return database }
    let environment = ProcessInfo.processInfo.environment
    if let own = environment["NECKENML_HOME"], !own.isEmpty { return own + "/library.sqlite" }
    let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
    let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.local/share"
    return data + "/neckenml/library.sqlite"
  }

  /// The same for messages, without a password.
  var name: String { StoreLocation(path).description }

  /// Opens it, and makes it when it is not there.
  func open() async throws -> any TrackStore { try await StoreLocation(path).open(.create) }

  /// Opens it for reading; an error when it is not there.
  func openForReading() async throws -> any TrackStore { try await StoreLocation(path).open(.readOnly) }

  /// Opens a database that must be there already, for changing it.
  func openExisting() async throws -> any TrackStore { try await StoreLocation(path).open(.existing) }
}
