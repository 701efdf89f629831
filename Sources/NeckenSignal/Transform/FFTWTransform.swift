import CFFTW
import Synchronization

/// `RealTransform` by FFTW in single precision (Frigo, Johnson 2005, doi:10.1109/JPROC.2004.840301).
///
/// Cost: planning by estimate takes well under a millisecond; a transform allocates nothing. One
/// value may be used by several tasks at once: FFTW's new-array execution only reads the plan.
package final class FFTWTransform: RealTransform {
  /// FFTW's planner and its destructor share global state and must not run at the same time.
  private static let planner = Mutex(())

  package let length: Int
  // A plan is never changed after it was made, and FFTW documents executing it as thread-safe.
  private nonisolated(unsafe) let plan: fftwf_plan

  /// - Throws: `SignalError` when the length is not positive or FFTW has no plan for it.
  package init(length: Int) throws(SignalError) {
    try SignalError.require(length > 0, "transform length", Double(length), "positive")
    let input = UnsafeMutablePointer<Float>.allocate(capacity: length)
    let output = UnsafeMutablePointer<fftwf_complex>.allocate(capacity: length / 2 + 1)
    defer {
      input.deallocate()
      output.deallocate()
    }
    // Unaligned, so that any buffer may be transformed; by estimate, so that the same plan, and
    // with it the same rounding, is chosen on every run.
    let flags = UInt32(FFTW_ESTIMATE) | UInt32(FFTW_UNALIGNED) | UInt32(FFTW_PRESERVE_INPUT)
    let planned = Self.planner.withLock { _ in
      UInt(bitPattern: fftwf_plan_dft_r2c_1d(Int32(length), input, output, flags))
    }
    guard let plan = OpaquePointer(bitPattern: planned) else {
      throw .transformUnavailable(length: length)
    }
    self.length = length
    self.plan = plan
  }

  deinit {
    Self.planner.withLock { _ in fftwf_destroy_plan(plan) }
  }

  package func transform(_ input: UnsafePointer<Float>, into bins: UnsafeMutablePointer<Float>) {
    bins.withMemoryRebound(to: fftwf_complex.self, capacity: binCount) { output in
      fftwf_execute_dft_r2c(plan, UnsafeMutablePointer(mutating: input), output)
    }
  }
}
