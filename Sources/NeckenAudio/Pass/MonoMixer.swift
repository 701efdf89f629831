/// The mean of interleaved channels.
func mixToMono(
  _ interleaved: UnsafeBufferPointer<Float>, channelCount: Int, into mono: UnsafeMutableBufferPointer<Float>
) {
  let frameCount = interleaved.count / channelCount
  switch channelCount {
  case 1:
    _ = mono.update(fromContentsOf: interleaved)
  case 2:
    for frame in 0..<frameCount {
      mono[frame] = (interleaved[2 &* frame] + interleaved[2 &* frame &+ 1]) * 0.5
    }
  default:
    let scale = 1 / Float(channelCount)
    for frame in 0..<frameCount {
      var sum: Float = 0
      for channel in 0..<channelCount { sum += interleaved[frame &* channelCount &+ channel] }
      mono[frame] = sum * scale
    }
  }
}
