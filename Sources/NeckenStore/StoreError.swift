public import NeckenCore

/// What can go wrong with a store, in terms a person can act on.
public enum StoreError: NeckenError, Hashable {
  /// Another program held the database longer than the busy time-out.
  case locked(store: String)
  case corrupt(store: String, detail: String)
  case diskFull(store: String)
  case readOnly(store: String)
  /// The file or its folder cannot be opened.
  case cannotOpen(store: String, detail: String)
  /// The tables were made by a later version of this program.
  case newerSchema(store: String, found: String, known: Int)
  case trackNotFound(TrackID)
  /// Enough people agree on a style that one voice cannot change it.
  case styleLocked(track: TrackID, style: DanceStyle)
  /// A row breaks a rule of the tables, or cannot be read.
  case invalidRow(detail: String)
  /// Anything else the database reports.
  case failed(store: String, detail: String)

  public var cause: String {
    switch self {
    case .locked(let store): "the database \(store) is in use by another program"
    case .corrupt(let store, let detail): "\(store) is damaged or not a neckenml database (\(detail))"
    case .diskFull(let store): "no space is left to write the database \(store)"
    case .readOnly(let store): "the database \(store) cannot be written"
    case .cannotOpen(let store, let detail): "the database \(store) cannot be opened (\(detail))"
    case .newerSchema(let store, let found, let known):
      "the database \(store) has layout \(found), and this program knows layouts up to \(known)"
    case .trackNotFound(let id): "there is no track \(id) in the database"
    case .styleLocked(let track, let style):
      "track \(track) is locked as \(style): \(TrackDanceStyle.lockingConfirmations) or more people agree on it"
    case .invalidRow(let detail): "a row cannot be read or stored: \(detail)"
    case .failed(let store, let detail): "the database \(store) reports: \(detail)"
    }
  }

  public var remedy: String? {
    switch self {
    case .locked: "wait until it is done, or end it, and try again"
    case .corrupt: "restore a copy, or move the file away to start a new one"
    case .diskFull: "free some space and run again with --resume; what was saved is safe"
    case .readOnly: "check the permissions of the file and its folder"
    case .cannotOpen: "check the path and its permissions"
    case .newerSchema: "update neckenml"
    case .trackNotFound, .invalidRow, .failed: nil
    case .styleLocked: "those who confirmed it can change their word"
    }
  }
}
