import CFFmpeg

/// Brings decoded frames of whatever sample format to interleaved 32-bit floats.
///
/// The first frame decides rate and channels; should they change later in the stream, what follows
/// is brought to the first.
final class FFmpegConverter {
  private(set) var sampleRateHz: Int32 = 0
  private(set) var channelCount = 0
  /// Frames converted so far.
  private(set) var convertedFrameCount = 0

  private var resampler: OpaquePointer?
  private var outputLayout = AVChannelLayout()
  private var inputLayout = AVChannelLayout()
  private var inputRate: Int32 = 0
  private var inputFormat: Int32 = -1

  private var samples: [Float] = []
  private var sampleCount = 0
  private var takenCount = 0

  deinit {
    swr_free(&resampler)
    av_channel_layout_uninit(&outputLayout)
    av_channel_layout_uninit(&inputLayout)
  }

  /// Converts a frame; what earlier frames left must have been taken.
  ///
  /// - Throws: `AudioError.decodingFailed` when FFmpeg has no conversion.
  func convert(_ frame: UnsafeMutablePointer<AVFrame>, path: String) throws(AudioError) {
    do throws(FFmpegFailure) {
      try prepare(for: frame)
      try run(on: frame)
    } catch {
      throw .decodingFailed(path: path, reason: ffmpegMessage(error.code))
    }
  }

  /// Moves converted samples out, and gives their number.
  func takeSamples(into target: UnsafeMutableBufferPointer<Float>) -> Int {
    let count = min(target.count, sampleCount - takenCount)
    guard count > 0 else { return 0 }
    samples.withUnsafeBufferPointer { source in
      let part = UnsafeBufferPointer(rebasing: source[takenCount..<takenCount + count])
      _ = target.update(fromContentsOf: part)
    }
    takenCount += count
    return count
  }

  private func prepare(for frame: UnsafeMutablePointer<AVFrame>) throws(FFmpegFailure) {
    let isSame =
      inputRate == frame.pointee.sample_rate && inputFormat == frame.pointee.format
      && av_channel_layout_compare(&inputLayout, &frame.pointee.ch_layout) == 0
    if resampler != nil, isSame { return }
    inputRate = frame.pointee.sample_rate
    inputFormat = frame.pointee.format
    try check(av_channel_layout_copy(&inputLayout, &frame.pointee.ch_layout))
    if sampleRateHz == 0 {
      sampleRateHz = inputRate
      channelCount = Int(inputLayout.nb_channels)
      try check(av_channel_layout_copy(&outputLayout, &inputLayout))
    }
    swr_free(&resampler)
    try check(
      swr_alloc_set_opts2(
        &resampler, &outputLayout, AV_SAMPLE_FMT_FLT, sampleRateHz, &inputLayout,
        AVSampleFormat(rawValue: inputFormat), inputRate, 0, nil))
    try check(swr_init(resampler))
  }

  private func run(on frame: UnsafeMutablePointer<AVFrame>) throws(FFmpegFailure) {
    let capacity = Int(swr_get_out_samples(resampler, frame.pointee.nb_samples))
    if samples.count < capacity * channelCount {
      samples = [Float](repeating: 0, count: capacity * channelCount)
    }
    let converted = samples.withUnsafeMutableBytes { bytes in
      var output: UnsafeMutablePointer<UInt8>? = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      return frame.pointee.extended_data.withMemoryRebound(
        to: UnsafePointer<UInt8>?.self, capacity: Int(frame.pointee.ch_layout.nb_channels)
      ) { planes in
        swr_convert(resampler, &output, Int32(capacity), planes, frame.pointee.nb_samples)
      }
    }
    try check(converted)
    sampleCount = Int(converted) * channelCount
    takenCount = 0
    convertedFrameCount += Int(converted)
  }

  private func check(_ code: Int32) throws(FFmpegFailure) {
    if code < 0 { throw FFmpegFailure(code: code) }
  }
}

/// An error code of FFmpeg, on its way to becoming an `AudioError`.
private struct FFmpegFailure: Error {
  let code: Int32
}
