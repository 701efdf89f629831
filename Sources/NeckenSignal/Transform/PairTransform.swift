/// A discrete Fourier transform of two real signals at once, of one length.
///
/// The two go in as one complex signal, first + i · second, and their spectra are told apart by their
/// symmetry (Sorensen et al. 1987, doi:10.1109/TASSP.1987.1165220): half the work of a transform each.
/// The only seam towards an FFT library: another one is put to use by conforming to this.
package protocol PairTransform: Sendable {
  /// Points of either signal.
  var length: Int { get }

  /// Transforms `length` points of either signal, in turn, into `length` complex bins, unscaled, written as real and
  /// imaginary parts in turn. Both buffers must come from `AlignedFloats` and not overlap; no allocation.
  func transform(_ pair: UnsafePointer<Float>, into bins: UnsafeMutablePointer<Float>)
}

extension PairTransform {
  /// Bins of either signal's own spectrum, from 0 Hz to the Nyquist frequency, both included.
  package var binCount: Int { length / 2 + 1 }
}
