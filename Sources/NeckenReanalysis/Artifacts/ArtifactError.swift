public import NeckenCore

/// Why stored artifacts cannot be read, or fresh ones not written.
public enum ArtifactError: NeckenError, Equatable {
  /// Not JSON at all; the byte where it stops being so.
  case notJson(offset: Int, expected: String)
  /// JSON, but of neither shape that is known.
  case unknownShape
  case newerVersion(String)
  /// A key is missing, of another type, or out of range.
  case unreadable(key: String, reason: String)
  /// A value that JSON cannot hold.
  case unwritable(key: String, reason: String)

  public var cause: String {
    switch self {
    case .notJson(let offset, let expected): "the artifacts are not JSON: byte \(offset) should be \(expected)"
    case .unknownShape: "this JSON holds no artifacts of neckenml"
    case .newerVersion(let version):
      "the artifacts are of version \(version), newer than \(RawArtifacts.currentSchemaVersion)"
    case .unreadable(let key, let reason): "the artifacts' \(key) cannot be read: \(reason)"
    case .unwritable(let key, let reason): "the artifacts' \(key) cannot be written: \(reason)"
    }
  }

  public var remedy: String? {
    switch self {
    case .newerVersion: "update neckenml, or analyse the recording anew"
    case .notJson, .unknownShape, .unreadable, .unwritable: "analyse the recording anew"
    }
  }
}
