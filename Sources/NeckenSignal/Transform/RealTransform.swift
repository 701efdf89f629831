/// A discrete Fourier transform of real input, of one length.
///
/// The only seam towards an FFT library: another one is put to use by conforming to this.
package protocol RealTransform: Sendable {
  /// Points of the input.
  var length: Int { get }

  /// Transforms `length` real points into `length / 2 + 1` complex bins, unscaled, written as
  /// real and imaginary parts in turn. Input and output must not overlap; no allocation.
  func transform(_ input: UnsafePointer<Float>, into bins: UnsafeMutablePointer<Float>)
}

extension RealTransform {
  /// Bins from 0 Hz to the Nyquist frequency, both included.
  package var binCount: Int { length / 2 + 1 }
}
