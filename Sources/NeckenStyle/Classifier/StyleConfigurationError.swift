public import NeckenCore

/// Why a classifier's parameter file could not be used.
public enum StyleConfigurationError: NeckenError, Equatable {
  case unknownVersion(Int)
  case unknownKey(String)
  case unreadable(path: String, detail: String)
  case unwritable(path: String, detail: String)

  public var cause: String {
    switch self {
    case .unknownVersion(let version):
      "the style parameters are of format version \(version), this program reads version \(StyleClassifier.Configuration.currentVersion)"
    case .unknownKey(let key): "the style parameters have no “\(key)”"
    case .unreadable(let path, let detail): "cannot read style parameters from \(path): \(detail)"
    case .unwritable(let path, let detail): "cannot write style parameters to \(path): \(detail)"
    }
  }

  public var remedy: String? {
    switch self {
    case .unknownVersion: "save the default parameters anew and carry your changes over"
    case .unknownKey, .unreadable: "compare the file with the saved default parameters"
    case .unwritable: "check that the folder exists and can be written to"
    }
  }
}
