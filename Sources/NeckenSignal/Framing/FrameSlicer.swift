/// Cuts a signal that comes in blocks into overlapping frames.
///
/// Frame *i* starts at sample ⌊i · hop⌋ of the padded signal; the hop may be a fraction, so that
/// 100 frames a second can be had at 22 050 Hz. Centred frames see half a frame of zeros before
/// the signal and after it, as librosa does: frame *i* is then centred on sample ⌊i · hop⌋, and
/// there are 1 + ⌊samples / hop⌋ frames. Memory: a few frames.
package struct FrameSlicer {
  package let frameLength: Int
  /// Samples from one frame to the next.
  package let hopLength: Double
  package let isCentred: Bool

  /// Frames handed out so far.
  package private(set) var frameCount = 0
  private var buffer: [Float]
  /// Filled part of `buffer`.
  private var filled = 0
  /// Position of `buffer[0]` in the padded signal.
  private var bufferStart = 0
  private var sampleCount = 0

  /// - Throws: `SignalError.invalidSetting` for a frame or hop that is not positive.
  package init(frameLength: Int, hopLength: Double, isCentred: Bool = true) throws(SignalError) {
    try SignalError.require(frameLength > 0, "frame length", Double(frameLength), "positive")
    try SignalError.require(hopLength >= 1 && hopLength.isFinite, "hop length", hopLength, "1 or more")
    self.frameLength = frameLength
    self.hopLength = hopLength
    self.isCentred = isCentred
    buffer = [Float](repeating: 0, count: 4 * frameLength + 8192)
    if isCentred { filled = frameLength / 2 }
  }

  private var nextStart: Int { Int(Double(frameCount) * hopLength) }

  /// Takes more of the signal and hands out every frame that is complete.
  package mutating func consume(
    _ block: UnsafeBufferPointer<Float>, frame body: (UnsafeBufferPointer<Float>) throws -> Void
  ) rethrows {
    sampleCount += block.count
    try append(block, frame: body)
  }

  /// Ends the signal; hands out the frames that reach into the padding. An empty signal has none.
  package mutating func finish(frame body: (UnsafeBufferPointer<Float>) throws -> Void) rethrows {
    guard isCentred, sampleCount > 0 else { return }
    let padding = [Float](repeating: 0, count: frameLength / 2)
    try padding.withUnsafeBufferPointer { try append($0, frame: body) }
  }

  private mutating func append(
    _ block: UnsafeBufferPointer<Float>, frame body: (UnsafeBufferPointer<Float>) throws -> Void
  ) rethrows {
    var taken = 0
    while taken < block.count {
      if filled == buffer.count { dropUsed() }
      let count = min(block.count - taken, buffer.count - filled)
      buffer.withUnsafeMutableBufferPointer { target in
        let part = UnsafeBufferPointer(rebasing: block[taken..<taken + count])
        _ = target[filled..<filled + count].update(fromContentsOf: part)
      }
      taken += count
      filled += count
      try emit(body)
    }
  }

  private mutating func emit(_ body: (UnsafeBufferPointer<Float>) throws -> Void) rethrows {
    while nextStart + frameLength <= bufferStart + filled {
      let offset = nextStart - bufferStart
      try buffer.withUnsafeBufferPointer { samples in
        try body(UnsafeBufferPointer(rebasing: samples[offset..<offset + frameLength]))
      }
      frameCount += 1
    }
    // With hops longer than a frame everything may lie before the next frame.
    if nextStart >= bufferStart + filled {
      bufferStart += filled
      filled = 0
    }
  }

  private mutating func dropUsed() {
    let offset = max(0, min(filled, nextStart - bufferStart))
    buffer.withUnsafeMutableBufferPointer { samples in
      guard let base = samples.baseAddress else { return }
      base.update(from: base + offset, count: filled - offset)
    }
    bufferStart += offset
    filled -= offset
  }
}
