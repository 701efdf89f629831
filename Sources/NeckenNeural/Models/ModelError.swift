public import NeckenCore

/// Why a model cannot be used.
public enum ModelError: NeckenError, Hashable {
  /// The catalogue has no model of this name.
  case unknown(name: String, known: [String])
  /// The file is not in the models home.
  case missing(name: String, path: String)
  /// The file is there, but could not be read.
  case unreadable(name: String, path: String, reason: String)
  /// The file is not the one the catalogue describes.
  case damaged(name: String, path: String, expectedSHA256: String, foundSHA256: String)
  case catalogUnreadable(reason: String)

  public var cause: String {
    switch self {
    case .unknown(let name, let known): "there is no model \"\(name)\" (there are \(known.joined(separator: ", ")))"
    case .missing(let name, let path): "the model \(name) is not installed (\(path) does not exist)"
    case .unreadable(let name, let path, let reason): "the model \(name) could not be read from \(path) (\(reason))"
    case .damaged(let name, let path, let expected, let found):
      "the model \(name) is damaged: \(path) has SHA-256 \(found), but the catalogue says \(expected)"
    case .catalogUnreadable(let reason): "the model catalogue could not be read (\(reason))"
    }
  }

  public var remedy: String? {
    switch self {
    case .unknown: "see `neckenml models`"
    case .missing, .damaged: "run scripts/fetch-models.sh"
    case .unreadable: "check the file's permissions, or set NECKENML_HOME to a folder of yours"
    case .catalogUnreadable: "build the program again from an unchanged copy"
    }
  }
}
