public import NeckenCore

/// Why a table of labels could not be read at all.
public enum LabelTableError: NeckenError, Equatable {
  case unreadable(path: String, detail: String)
  case noHeader(found: [String])

  public var cause: String {
    switch self {
    case .unreadable(let path, let detail): "cannot read the labels in \(path): \(detail)"
    case .noHeader(let found):
      "the first row names no recording or no dance, it has: \(found.isEmpty ? "nothing" : found.joined(separator: ", "))"
    }
  }

  public var remedy: String? {
    switch self {
    case .unreadable: "check the path"
    case .noHeader: "name the columns in the first row: track_id (or file_path or content_hash) and dance_style"
    }
  }
}

/// A label that could not be taken.
public struct LabelProblem: Hashable, Sendable, CustomStringConvertible {
  /// As a spreadsheet counts, the header being row 1.
  public var row: Int
  public var reason: Reason

  public enum Reason: Error, Hashable, Sendable {
    case unclosedQuote
    case noRecording
    case noDance
    case unknownTrack(String)
    case refused(String)
  }

  public var description: String {
    switch reason {
    case .unclosedQuote: "row \(row): a quotation mark is never closed"
    case .noRecording: "row \(row): no track_id, file_path or content_hash"
    case .noDance: "row \(row): no dance"
    case .unknownTrack(let name): "row \(row): the database has no track \(name)"
    case .refused(let reason): "row \(row): \(reason)"
    }
  }
}
