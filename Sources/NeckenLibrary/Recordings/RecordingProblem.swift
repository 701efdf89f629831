public import NeckenCore

/// Why a path that a user named leads to no recording.
public enum RecordingProblem: NeckenError, Equatable {
  case noRecordings(folder: String)
  case unreadableFolder(folder: String, reason: String)

  public var cause: String {
    switch self {
    case .noRecordings(let folder): "\(folder): there are no recordings in this folder"
    case .unreadableFolder(let folder, let reason): "\(folder): the folder cannot be read (\(reason))"
    }
  }

  public var remedy: String? {
    switch self {
    case .noRecordings: "name a file itself if its extension is unusual"
    case .unreadableFolder: "check its permissions"
    }
  }
}
