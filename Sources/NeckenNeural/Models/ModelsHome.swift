import Foundation

/// The folder outside the repository in which fetched models and libraries are kept.
enum ModelsHome {
  /// `$NECKENML_HOME`, else `neckenml` in the user's data folder as the XDG base directory
  /// specification has it; scripts/fetch-models.sh writes to the same place.
  static func url(environment: [String: String]) -> URL {
    if let home = environment["NECKENML_HOME"], !home.isEmpty {
      return URL(filePath: (home as NSString).expandingTildeInPath, directoryHint: .isDirectory)
    }
    if let data = environment["XDG_DATA_HOME"], !data.isEmpty {
      return URL(filePath: data, directoryHint: .isDirectory).appending(path: "neckenml")
    }
    return URL.homeDirectory.appending(path: ".local/share/neckenml")
  }
}
