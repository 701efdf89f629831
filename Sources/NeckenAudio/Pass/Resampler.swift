import CSoxr

/// Changes the rate of a mono signal that comes in blocks, by libsoxr in its "HQ" quality.
///
/// The output is samples · to / from long, to within one sample, and aligned with the input.
final class Resampler {
  private let fromHz: Double
  private let toHz: Double
  /// `nil` when the rates are the same.
  private let handle: OpaquePointer?
  private var output: [Float] = []

  /// - Throws: `AudioError.resamplingFailed`.
  init(fromHz: Double, toHz: Double) throws(AudioError) {
    self.fromHz = fromHz
    self.toHz = toHz
    guard fromHz != toHz else {
      handle = nil
      return
    }
    var failure: soxr_error_t?
    var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), 0)
    var format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
    var runtime = soxr_runtime_spec(1)
    handle = soxr_create(fromHz, toHz, 1, &failure, &format, &quality, &runtime)
    guard handle != nil else { throw error(failure) }
  }

  deinit { if let handle { soxr_delete(handle) } }

  /// Resamples a block and hands on what is ready, perhaps nothing.
  func process(
    _ block: UnsafeBufferPointer<Float>, body: (UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    guard let handle else { return try body(block) }
    var used = 0
    while used < block.count {
      guard let base = block.baseAddress else { return }
      let (taken, made) = try run(handle, base + used, block.count - used)
      used += taken
      try handOn(made, body)
      if taken == 0, made == 0 { throw error(nil) }
    }
  }

  /// Ends the signal and hands on what the filter still holds.
  func finish(body: (UnsafeBufferPointer<Float>) throws -> Void) throws {
    guard let handle else { return }
    while true {
      let (_, made) = try run(handle, nil, 0)
      if made == 0 { return }
      try handOn(made, body)
    }
  }

  private func run(
    _ handle: OpaquePointer, _ input: UnsafePointer<Float>?, _ count: Int
  ) throws(AudioError) -> (taken: Int, made: Int) {
    let capacity = Int(Double(max(count, 4096)) * toHz / fromHz) + 256
    if output.count < capacity { output = [Float](repeating: 0, count: capacity) }
    var taken = 0
    var made = 0
    let failure = output.withUnsafeMutableBufferPointer { output in
      soxr_process(handle, input, count, &taken, output.baseAddress, output.count, &made)
    }
    if failure != nil { throw error(failure) }
    return (taken, made)
  }

  private func handOn(_ made: Int, _ body: (UnsafeBufferPointer<Float>) throws -> Void) rethrows {
    guard made > 0 else { return }
    try output.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[..<made])) }
  }

  private func error(_ failure: soxr_error_t?) -> AudioError {
    .resamplingFailed(
      fromHz: fromHz, toHz: toHz, reason: failure.map { String(cString: $0) } ?? "no progress")
  }
}
