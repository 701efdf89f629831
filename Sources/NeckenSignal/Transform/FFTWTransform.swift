import CFFTW
import Synchronization

/// `PairTransform` by FFTW in single precision (Frigo, Johnson 2005, doi:10.1109/JPROC.2004.840301).
///
/// Cost: planning by estimate takes well under a millisecond; a transform allocates nothing. One
/// value may be used by several tasks at once: FFTW's new-array execution only reads the plan.
package final class FFTWTransform: PairTransform {
  /// FFTW's planner and its destructor share global state and must not run at the same time.
  private static let planner = Mutex(())

  package let length: Int
  // A plan is never changed after it was made, and FFTW documents executing it as thread-safe.
  private nonisolated(unsafe) let plan: fftwf_plan

  /// - Throws: `SignalError` when the length is not positive or FFTW has no plan for it.
  package init(length: Int) throws(SignalError) {
    try SignalError.require(length > 0, "transform length", Double(length), "positive")
    let input = AlignedFloats(count: 2 * length)
    let output = AlignedFloats(count: 2 * length)
    // By what was measured beforehand or by estimate, never by measuring now, so that the same plan, and with it the
    // same rounding, is chosen on every run. Not FFTW_UNALIGNED: it would forbid vector instructions, which make
    // transforms three to five times faster.
    let planned = Self.planner.withLock { _ in
      _ = FFTWWisdom.told
      return input.start.withMemoryRebound(to: fftwf_complex.self, capacity: length) { input in
        output.start.withMemoryRebound(to: fftwf_complex.self, capacity: length) { output in
          UInt(bitPattern: fftwf_plan_dft_1d(Int32(length), input, output, FFTW_FORWARD, UInt32(FFTW_ESTIMATE)))
        }
      }
    }
    guard let plan = OpaquePointer(bitPattern: planned) else { throw .transformUnavailable(length: length) }
    self.length = length
    self.plan = plan
  }

  deinit {
    Self.planner.withLock { _ in fftwf_destroy_plan(plan) }
  }

  package func transform(_ pair: UnsafePointer<Float>, into bins: UnsafeMutablePointer<Float>) {
    UnsafeMutablePointer(mutating: pair).withMemoryRebound(to: fftwf_complex.self, capacity: length) { input in
      bins.withMemoryRebound(to: fftwf_complex.self, capacity: length) { output in
        fftwf_execute_dft(plan, input, output)
      }
    }
  }
}
