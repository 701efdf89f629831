/// Silences samples that cannot be sound, and counts them.
///
/// Not-a-number and infinite samples come from broken programs; one of them would spoil every
/// filter behind it. Beyond `limit` finite samples overflow when squared and summed.
func silenceInvalidSamples(_ samples: UnsafeMutableBufferPointer<Float>, limit: Float) -> Int {
  // Positive floats order like their bit patterns, infinities and NaN last; so the usual case is
  // one pass over integers, which the compiler turns into vector instructions.
  let limitPattern = limit.bitPattern
  var highest: UInt32 = 0
  for sample in samples { highest = max(highest, sample.bitPattern & 0x7FFF_FFFF) }
  guard highest > limitPattern else { return 0 }
  var count = 0
  for index in samples.indices where samples[index].bitPattern & 0x7FFF_FFFF > limitPattern {
    samples[index] = 0
    count += 1
  }
  return count
}
