public import NeckenCore

/// Why a bar reader could not be made.
public enum BarReaderError: NeckenError, Equatable {
  case unknownFormat
  case wrongSize(weights: Int, wanted: Int)

  public var cause: String {
    switch self {
    case .unknownFormat: "the bar reader's weights are not in the format NBR1"
    case .wrongSize(let weights, let wanted): "the bar reader has \(weights) weights instead of \(wanted)"
    }
  }

  public var remedy: String? { "build the program from a whole checkout" }
}
