import NeckenDigest

/// Hands out samples that are in memory as if they were decoded.
final class MemoryDecoder: BlockDecoder {
  let format: AudioFormatInfo
  let warnings: [AudioWarning] = []

  private static let hashedFrameCount = 4096

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
    let count = interleave(from: position, into: buffer)
    position += count
    return count
  }

  /// Writes as many frames as fit and gives their number.
  private func interleave(from start: Int, into buffer: UnsafeMutableBufferPointer<Float>) -> Int {
    let count = min(buffer.count / channels.count, frameCount - start)
    for (channel, samples) in channels.enumerated() {
      samples.withUnsafeBufferPointer { samples in
        for frame in 0..<count { buffer[frame * channels.count + channel] = samples[start + frame] }
      }
    }
    return count
  }

  /// SHA-256 of rate, channel count and interleaved samples, for want of a file.
  func contentHash() -> String {
    var hasher = SHA256()
    Array("\(format.sampleRateHz) \(channels.count)\n".utf8).withUnsafeBytes { hasher.update($0) }
    var block = [Float](repeating: 0, count: Self.hashedFrameCount * channels.count)
    block.withUnsafeMutableBufferPointer { block in
      var start = 0
      while start < frameCount {
        let count = interleave(from: start, into: block)
        hasher.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(block)[..<(4 * count * channels.count)]))
        start += count
      }
    }
    return hasher.hexadecimalDigest()
  }
}
