import CVector

/// Windows frames and transforms them two at a time, in buffers of its own.
///
/// Which frames go together depends on their number alone, so the result does not depend on how the
/// signal was cut into blocks.
struct FramePair {
  private let transform: FFTWTransform
  private let window: [Float]
  /// The first frame of a pair, windowed, until the second comes.
  private var first: [Float]
  private var hasFirst = false
  private var frameIndex = 0
  private let pair: AlignedFloats
  private let bins: AlignedFloats
  private let spectra: SpectrumSeparation

  init(transform: FFTWTransform, demand: SpectrumDemand) {
    self.transform = transform
    window = Window.hann(transform.length)
    first = [Float](repeating: 0, count: transform.length)
    pair = AlignedFloats(count: 2 * transform.length)
    bins = AlignedFloats(count: 2 * transform.length)
    spectra = SpectrumSeparation(length: transform.length, demand: demand)
  }

  /// Takes a frame; hands out two spectra with every other one.
  mutating func consume(
    _ frame: UnsafeBufferPointer<Float>, body: (SpectrumFrame) throws -> Void
  ) rethrows {
    guard let samples = frame.baseAddress else { return }
    let isSecond = hasFirst
    hasFirst.toggle()
    first.withUnsafeMutableBufferPointer { first in
      window.withUnsafeBufferPointer { window in
        guard let first = first.baseAddress, let window = window.baseAddress else { return }
        if isSecond {
          vector_interleave(first, samples, window, pair.start, transform.length)
        } else {
          vector_multiply(samples, window, first, transform.length)
        }
      }
    }
    if isSecond { try handOut(2, body) }
  }

  /// Hands out the spectrum of a frame that was left without a second.
  mutating func finish(body: (SpectrumFrame) throws -> Void) rethrows {
    guard hasFirst else { return }
    hasFirst = false
    for n in 0..<transform.length {
      pair.start[2 * n] = first[n]
      pair.start[2 * n + 1] = 0
    }
    try handOut(1, body)
  }

  private mutating func handOut(_ count: Int, _ body: (SpectrumFrame) throws -> Void) rethrows {
    transform.transform(pair.start, into: bins.start)
    spectra.separate(bins.start)
    for member in 0..<count {
      try body(spectra.frame(member, index: frameIndex))
      frameIndex += 1
    }
  }
}
