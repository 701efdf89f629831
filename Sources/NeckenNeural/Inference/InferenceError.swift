public import NeckenCore

/// Why a network could not be run.
public enum InferenceError: NeckenError, Hashable {
  /// OpenVINO was found nowhere.
  case runtimeMissing(searched: [String])
  /// A library was found, but is not a usable OpenVINO.
  case runtimeUnusable(path: String, reason: String)
  /// OpenVINO does not accept the model.
  case modelRefused(model: String, reason: String)
  /// A run failed.
  case failed(model: String, operation: String, reason: String)
  /// The network has another input, output or shape than the code expects.
  case shapeMismatch(model: String, port: String, expected: [Int], found: [Int])

  public var cause: String {
    switch self {
    case .runtimeMissing(let searched):
      "OpenVINO is not installed (looked for \(searched.joined(separator: ", ")))"
    case .runtimeUnusable(let path, let reason): "OpenVINO at \(path) cannot be used (\(reason))"
    case .modelRefused(let model, let reason): "OpenVINO does not accept the model \(model) (\(reason))"
    case .failed(let model, let operation, let reason): "the model \(model) could not be run: \(operation) (\(reason))"
    case .shapeMismatch(let model, let port, let expected, let found):
      "\(port) of the model \(model) has shape \(found), but should have \(expected)"
    }
  }

  public var remedy: String? {
    switch self {
    case .runtimeMissing: "run scripts/fetch-models.sh, or set NECKENML_OPENVINO to the folder of its libraries"
    case .runtimeUnusable: "unset NECKENML_OPENVINO and run scripts/fetch-models.sh"
    case .modelRefused, .shapeMismatch: "run scripts/fetch-models.sh and build the program again"
    case .failed: "free some memory, or analyse fewer files at a time"
    }
  }
}
