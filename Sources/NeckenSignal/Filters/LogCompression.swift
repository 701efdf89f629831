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
    case .none: return
    case .log10(let gain): Self.apply(to: values, scale: Self.naturalToCommon) { 1 + gain * $0 }
    case .naturalLog(let gain): Self.apply(to: values, scale: 1) { 1 + gain * $0 }
    case .decibels(let floor):
      Self.apply(to: values, scale: 10 * Self.naturalToCommon) {
        $0.replacing(with: floor, where: $0 .< floor)
      }
    }
  }

  /// Each value becomes `scale` times the logarithm of what `argument` makes of it.
  @inline(__always)
  private static func apply(
    to values: UnsafeMutableBufferPointer<Float>, scale: Float, argument: (SIMD8<Float>) -> SIMD8<Float>
  ) {
    guard let start = values.baseAddress else { return }
    var index = 0
    while index &+ 8 <= values.count {
      start.store(scale * naturalLogarithm(argument(UnsafePointer(start).eight(at: index))), at: index)
      index &+= 8
    }
    // The last few take the same way, so that a value's result does not depend on its place.
    guard index < values.count else { return }
    var rest = SIMD8<Float>.zero
    for lane in 0..<values.count - index { rest[lane] = start[index + lane] }
    rest = scale * naturalLogarithm(argument(rest))
    for lane in 0..<values.count - index { start[index + lane] = rest[lane] }
  }
}
