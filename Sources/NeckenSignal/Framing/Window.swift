import Foundation

/// Window functions in their periodic form, as spectral analysis wants them.
package enum Window {
  /// The Hann window: ½ − ½·cos(2πn / length).
  package static func hann(_ length: Int) -> [Float] {
    (0..<length).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(length))) }
  }
}
