/// Silences samples that cannot be sound, and counts them.
///
/// Not-a-number and infinite samples come from broken programs; one of them would spoil every
/// filter behind it. Beyond `limit` finite samples overflow when squared and summed.
func silenceInvalidSamples(_ samples: UnsafeMutableBufferPointer<Float>, limit: Float) -> Int {
  guard magnitudePattern(UnsafeBufferPointer(samples)) > limit.bitPattern else { return 0 }
  var count = 0
  for index in samples.indices where samples[index].bitPattern & magnitudeMask > limit.bitPattern {
    samples[index] = 0
    count += 1
  }
  return count
}

/// The highest absolute value of samples that are all numbers; 0 for none.
func absolutePeak(_ samples: UnsafeBufferPointer<Float>) -> Float {
  Float(bitPattern: magnitudePattern(samples))
}

private let magnitudeMask: UInt32 = 0x7FFF_FFFF

/// The highest bit pattern without sign. Magnitudes order like their patterns, infinity and NaN
/// last, and integers are compared many at a time.
private func magnitudePattern(_ samples: UnsafeBufferPointer<Float>) -> UInt32 {
  var highest = SIMD8<Int32>.zero
  var index = 0
  if let start = UnsafeRawPointer(samples.baseAddress) {
    while index &+ 8 <= samples.count {
      let pattern = (start + index &* MemoryLayout<Float>.stride).loadUnaligned(as: SIMD8<Int32>.self) & Int32(magnitudeMask)
      highest.replace(with: pattern, where: pattern .> highest)
      index &+= 8
    }
  }
  var rest: UInt32 = 0
  while index < samples.count {
    rest = max(rest, samples[index].bitPattern & magnitudeMask)
    index &+= 1
  }
  return max(UInt32(highest.max()), rest)
}
