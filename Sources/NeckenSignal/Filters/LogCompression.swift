import Foundation

/// How band energies are compressed towards what is heard.
package enum LogCompression: Hashable, Sendable {
  /// As they are.
  case none
  /// log10(1 + gain · x): MusiCNN uses 10 000, SuperFlux 1.
  case log10(gain: Float)
  /// ln(1 + gain · x): "Beat This!" uses 1000.
  case naturalLog(gain: Float)
  /// 10 · log10(max(floor, x)); librosa's floor is 1e-10.
  case decibels(floor: Float)

  private static let naturalToCommon = Float(1 / log(10.0))

  /// Compresses values in place.
  package func apply(to values: UnsafeMutableBufferPointer<Float>) {
    switch self {
    case .none:
      return
    case .log10(let gain):
      for index in values.indices {
        values[index] = logf(1 + gain * values[index]) * Self.naturalToCommon
      }
    case .naturalLog(let gain):
      for index in values.indices { values[index] = logf(1 + gain * values[index]) }
    case .decibels(let floor):
      for index in values.indices {
        values[index] = 10 * Self.naturalToCommon * logf(max(floor, values[index]))
      }
    }
  }
}
