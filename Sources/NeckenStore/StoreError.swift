public import NeckenCore

/// What can go wrong with a store, in terms a person can act on.
public enum StoreError: NeckenError, Hashable {
  /// Another program held the database longer than the busy time-out.
  case locked(store: String)
  /// Two transactions came in each other's way, again and again.
  case conflict(store: String)
  case corrupt(store: String, detail: String)
  case diskFull(store: String)
  case readOnly(store: String)
  /// The file or its folder cannot be opened.
  case cannotOpen(store: String, detail: String)
  /// The tables were made by a later version of this program.
  case newerSchema(store: String, found: String, known: Int)
  /// The tables were made by an earlier version of this program, and may not be changed.
  case olderSchema(store: String, found: String)
  case trackNotFound(TrackID)
  /// The artifacts or the correction that a result was derived from are no longer the stored ones.
  case outdated(TrackID)
  /// Enough people agree on a style that one voice cannot change it.
  case styleLocked(track: TrackID, style: DanceStyle)
  /// The text does not name a database.
  case invalidLocation(String, detail: String)
  /// No database server answers.
  case unreachable(store: String, detail: String)
  /// The server does not let this user in.
  case accessDenied(store: String, detail: String)
  /// The connection was lost and could not be made again.
  case connectionLost(store: String, detail: String)
  /// The server took longer than allowed.
  case timedOut(store: String, detail: String)
  /// A row breaks a rule of the tables, or cannot be read.
  case invalidRow(detail: String)
  /// Anything else the database reports.
  case failed(store: String, detail: String)

  public var cause: String {
    switch self {
    case .locked(let store): "the database \(store) is in use by another program"
    case .conflict(let store): "other programs kept writing the same rows of the database \(store)"
    case .corrupt(let store, let detail): "\(store) is damaged or not a neckenml database (\(detail))"
    case .diskFull(let store): "no space is left to write the database \(store)"
    case .readOnly(let store): "the database \(store) cannot be written"
    case .cannotOpen(let store, let detail): "the database \(store) cannot be opened (\(detail))"
    case .newerSchema(let store, let found, let known):
      "the database \(store) has layout \(found), and this program knows layouts up to \(known)"
    case .olderSchema(let store, let found): "the database \(store) still has layout \(found)"
    case .trackNotFound(let id): "there is no track \(id) in the database"
    case .outdated(let id): "what track \(id) was derived from has changed meanwhile"
    case .styleLocked(let track, let style):
      "track \(track) is locked as \(style): \(TrackDanceStyle.lockingConfirmations) or more people agree on it"
    case .invalidLocation(let text, let detail): "\(text) names no database (\(detail))"
    case .unreachable(let store, let detail): "no answer from the database \(store) (\(detail))"
    case .accessDenied(let store, let detail): "the database \(store) does not let you in (\(detail))"
    case .connectionLost(let store, let detail): "the connection to the database \(store) was lost (\(detail))"
    case .timedOut(let store, let detail): "the database \(store) took too long (\(detail))"
    case .invalidRow(let detail): "a row cannot be read or stored: \(detail)"
    case .failed(let store, let detail): "the database \(store) reports: \(detail)"
    }
  }

  public var remedy: String? {
    switch self {
    case .locked, .conflict: "wait until it is done, or end it, and try again"
    case .corrupt: "restore a copy, or move the file away to start a new one"
    case .diskFull: "free some space and run again with --resume; what was saved is safe"
    case .readOnly: "check the permissions of the file and its folder"
    case .cannotOpen: "check the path and its permissions"
    case .newerSchema: "update neckenml"
    case .olderSchema: "open it once with the right to write, which brings it up to date"
    case .outdated: "derive it again from what is stored now"
    case .invalidLocation: "write postgresql://user@host/name, or the path of a file"
    case .unreachable: "check address and port, and that the server runs"
    case .accessDenied: "check user and password: in the address, PGUSER and PGPASSWORD, or ~/.pgpass"
    case .connectionLost: "run again when the server is back; what was saved is safe"
    case .timedOut: "try again when it is less busy, or allow it more time"
    case .trackNotFound, .invalidRow, .failed: nil
    case .styleLocked: "those who confirmed it can change their word"
    }
  }
}
