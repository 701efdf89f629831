public import Foundation
public import NeckenCore
import NeckenSources
public import NeckenStore

/// A list of recordings in a text file: one path, address or track identifier a line.
///
/// Empty lines and lines that begin with `#` are passed over. Lines end in LF or CRLF; the text is UTF-8.
public enum RecordingList {
  /// - Throws: ``RecordingListError``.
  public static func read(_ data: Data, name: String) throws(RecordingListError) -> [String] {
    guard let text = String(data: data, encoding: .utf8) else { throw .notText(name) }
    let lines = text.trimmingPrefix("\u{FEFF}").split(whereSeparator: \.isNewline)
    return lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  /// Puts the file or address of a track in the place of its identifier; what is a file is left alone.
  /// - Throws: `StoreError`. An identifier that leads nowhere is among the problems.
  public static func resolve(
    _ names: [String], in store: any TrackStore
  ) async throws -> (names: [String], problems: [RecordingProblem]) {
    var resolved: [String] = []
    var problems: [RecordingProblem] = []
    resolved.reserveCapacity(names.count)
    for name in names {
      let isNamed = AudioAddress(name).isRemote || name.contains("/") || FileManager.default.fileExists(atPath: name)
      if !isNamed, let track = try await store.track(TrackID(rawValue: name)) {
        if let path = track.filePath { resolved.append(path) } else { problems.append(.noAudio(track: track.id)) }
      } else if !isNamed, UUID(uuidString: name) != nil {
        problems.append(.unknownTrack(TrackID(rawValue: name)))
      } else {
        resolved.append(name)
      }
    }
    return (resolved, problems)
  }
}

public enum RecordingListError: NeckenError, Equatable {
  case notText(String)

  public var cause: String {
    switch self {
    case .notText(let name): "\(name): the list is not text in UTF-8"
    }
  }

  public var remedy: String? { "give one path, address or track id a line" }
}
