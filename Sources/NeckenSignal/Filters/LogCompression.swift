import CVector
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

  /// Compresses values in place; logarithms within two units in the last place.
  package func apply(to values: UnsafeMutableBufferPointer<Float>) {
    let (start, count) = (values.baseAddress, values.count)
    switch self {
    case .none: return
    case .log10(let gain): vector_log1p(start, gain, Self.naturalToCommon, count)
    case .naturalLog(let gain): vector_log1p(start, gain, 1, count)
    case .decibels(let floor): vector_log_floored(start, floor, 10 * Self.naturalToCommon, count)
    }
  }
}
