public import NeckenCore

/// Why a reader of beats could not be made of its file.
public enum ReaderError: NeckenError, Equatable {
  /// - Parameter wanted: the mark at the file's beginning.
  case unknownFormat(wanted: String)
  case wrongSize(weights: Int, wanted: Int)

  public var cause: String {
    switch self {
    case .unknownFormat(let wanted): "a reader's weights are not in the format \(wanted)"
    case .wrongSize(let weights, let wanted): "a reader has \(weights) weights instead of \(wanted)"
    }
  }

  public var remedy: String? { "build the program from a whole checkout" }
}
