public import NeckenCore

/// What can go wrong before a signal has been seen: settings that make no sense.
public enum SignalError: NeckenError, Equatable {
  /// A setting is outside the range in which the algorithm is defined.
  case invalidSetting(name: String, value: Double, allowed: String)
  /// The FFT library refused to plan a transform of this length.
  case transformUnavailable(length: Int)

  public var cause: String {
    switch self {
    case .invalidSetting(let name, let value, let allowed):
      "the setting \(name) is \(value), but must be \(allowed)"
    case .transformUnavailable(let length):
      "no Fourier transform of \(length) points could be planned"
    }
  }

  public var remedy: String? {
    switch self {
    case .invalidSetting: "change the configuration"
    case .transformUnavailable: "use a frame length that is a small power of two"
    }
  }
}

extension SignalError {
  /// Throws `invalidSetting` unless the condition holds.
  package static func require(
    _ condition: Bool, _ name: String, _ value: Double, _ allowed: String
  ) throws(SignalError) {
    guard condition else { throw .invalidSetting(name: name, value: value, allowed: allowed) }
  }
}
