public import NeckenCore

/// An activation that no listener can have meant.
public enum ActivationError: NeckenError, Equatable {
  case frameRate(Double)
  /// A part that does not have as many values as the beat activation asks for.
  case incomplete(_ part: String, count: Int, expected: Int)
  case notFinite(frame: Int)
  case cellsIncomplete(values: Int, bands: Int)

  public var cause: String {
    switch self {
    case .frameRate(let rate):
      "an activation needs a positive number of frames a second, got \(rate)"
    case .incomplete(let part, let count, let expected):
      "the activation's \(part) has \(count) values, the beat activation asks for \(expected)"
    case .notFinite(let frame):
      "the activation of frame \(frame) is not a finite number"
    case .cellsIncomplete(let values, let bands):
      "\(values) values do not make whole cells of \(bands) bands"
    }
  }

  public var remedy: String? { "check the model or the code that made the activation" }
}
