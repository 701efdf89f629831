public import NeckenCore
public import NeckenStore

/// Why a path that a user named leads to no recording.
public enum RecordingProblem: NeckenError, Equatable {
  case noRecordings(folder: String)
  case unreadableFolder(folder: String, reason: String)
  /// A bucket that cannot be listed; the reason says all.
  case unlistable(folder: String, reason: String)
  case unknownTrack(TrackID)
  /// The audio of the track lives elsewhere.
  case noAudio(track: TrackID)

  public var cause: String {
    switch self {
    case .noRecordings(let folder): "\(folder): there are no recordings in this folder"
    case .unreadableFolder(let folder, let reason): "\(folder): the folder cannot be read (\(reason))"
    case .unlistable(let folder, let reason): reason.contains(folder) ? reason : "\(folder): \(reason)"
    case .unknownTrack(let id): "\(id): the database has no such track"
    case .noAudio(let id): "\(id): the database does not say where this track's audio is"
    }
  }

  public var remedy: String? {
    switch self {
    case .noRecordings: "name a file itself if its extension is unusual"
    case .unreadableFolder: "check its permissions"
    case .unlistable, .unknownTrack: nil
    case .noAudio: "give the file itself"
    }
  }
}
