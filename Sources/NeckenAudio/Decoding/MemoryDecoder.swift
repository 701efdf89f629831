import NeckenDigest

/// Hands out samples that are in memory as if they were decoded.
final class MemoryDecoder: BlockDecoder {
  let format: AudioFormatInfo
  let warnings: [AudioWarning] = []

  private let channels: [[Float]]
  private let frameCount: Int
  private var position = 0

  /// - Throws: `AudioError.invalidSamples`.
  init(_ samples: AudioSamples) throws(AudioError) {
    guard samples.sampleRateHz.isFinite, samples.sampleRateHz >= 1 else {
      throw .invalidSamples(reason: "the sample rate is \(samples.sampleRateHz) Hz")
    }
    guard let first = samples.channels.first else { throw .invalidSamples(reason: "there is no channel") }
    guard samples.channels.allSatisfy({ $0.count == first.count }) else {
      throw .invalidSamples(reason: "the channels differ in length")
    }
    channels = samples.channels
    frameCount = first.count
    format = AudioFormatInfo(
      format: "samples in memory", sampleRateHz: samples.sampleRateHz, channelCount: channels.count,
      decoder: "none", statedDurationSeconds: Double(frameCount) / samples.sampleRateHz)
  }

  func read(into buffer: UnsafeMutableBufferPointer<Float>) -> Int {
    let count = min(buffer.count / channels.count, frameCount - position)
    for (channel, samples) in channels.enumerated() {
      samples.withUnsafeBufferPointer { samples in
        for frame in 0..<count { buffer[frame * channels.count + channel] = samples[position + frame] }
      }
    }
    position += count
    return count
  }

  /// SHA-256 of rate, channel count and interleaved samples, for want of a file.
  func contentHash() -> String {
    var hasher = SHA256()
    Array("\(format.sampleRateHz) \(channels.count)\n".utf8).withUnsafeBytes { hasher.update($0) }
    for frame in 0..<frameCount {
      for channel in channels {
        withUnsafeBytes(of: channel[frame].bitPattern.littleEndian) { hasher.update($0) }
      }
    }
    return hasher.hexadecimalDigest()
  }
}
