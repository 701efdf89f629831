import CFFmpeg

/// Decodes AAC, ALAC, WMA, the audio of MP4, Matroska and other containers by FFmpeg.
final class FFmpegDecoder: BlockDecoder {
  private(set) var format: AudioFormatInfo
  var warnings: [AudioWarning] {
    var found: [AudioWarning] = []
    if damagedPacketCount > 0 { found.append(.damagedPackets(count: damagedPacketCount)) }
    if let truncation { found.append(truncation) }
    return found
  }

  private let path: String
  private let input: FFmpegInput
  private let codec: FFmpegCodec
  private let converter: FFmpegConverter
  private let truncationToleranceSeconds: Double
  /// Frames the recording has by its container; what a codec pads beyond them is cut off.
  private let frameLimit: Int?

  private var decodedFrameCount = 0
  private var damagedPacketCount = 0
  private var truncation: AudioWarning?
  private var isAtEnd = false

  /// Opens the file and decodes its first samples, which alone tell the true rate and channels.
  ///
  /// - Throws: `AudioError`.
  init(_ file: InputFile, truncationToleranceSeconds: Double) throws(AudioError) {
    path = file.path
    input = try FFmpegInput(file)
    codec = try FFmpegCodec(input, path: file.path)
    converter = FFmpegConverter()
    self.truncationToleranceSeconds = truncationToleranceSeconds

    var damaged = 0
    guard try codec.decodeFrame(damaged: &damaged) else { throw .notAudio(path: file.path) }
    damagedPacketCount = damaged
    try converter.convert(codec.frame, path: file.path)

    let stated = Self.statedSeconds(input)
    let rate = Double(converter.sampleRateHz)
    frameLimit = stated.isExact ? stated.seconds.map { Int(($0 * rate).rounded()) } : nil
    let container = input.context.pointee.iformat.map { String(cString: $0.pointee.name) } ?? ""
    format = AudioFormatInfo(
      format: "\(container.split(separator: ",").first ?? "") (\(String(cString: input.codec.pointee.name)))",
      sampleRateHz: rate, channelCount: converter.channelCount, decoder: Self.decoderName,
      statedDurationSeconds: stated.seconds)
  }

  func read(into buffer: UnsafeMutableBufferPointer<Float>) throws -> Int {
    var filled = 0
    let capacity = buffer.count - buffer.count % format.channelCount
    while filled < capacity {
      let rest = UnsafeMutableBufferPointer(rebasing: buffer[filled..<capacity])
      let count = converter.takeSamples(into: rest)
      filled += count
      if count == 0, try !decodeMore() { break }
    }
    var frameCount = filled / format.channelCount
    if let frameLimit { frameCount = min(frameCount, frameLimit - decodedFrameCount) }
    decodedFrameCount += frameCount
    return frameCount
  }

  private func decodeMore() throws -> Bool {
    guard !isAtEnd else { return false }
    if let frameLimit, decodedFrameCount >= frameLimit { return false }
    if try codec.decodeFrame(damaged: &damagedPacketCount) {
      try converter.convert(codec.frame, path: path)
      return true
    }
    isAtEnd = true
    noteEnd()
    return false
  }

  private func noteEnd() {
    guard let stated = format.statedDurationSeconds, codec.endedEarly || frameLimit != nil else { return }
    let decoded = Double(converter.convertedFrameCount) / format.sampleRateHz
    if stated - decoded > truncationToleranceSeconds {
      truncation = .truncated(expectedSeconds: stated, decodedSeconds: decoded)
    }
  }

  private static let decoderName = "FFmpeg " + String(cString: av_version_info())
    .prefix { $0.isNumber || $0 == "." }

  /// The stated length; exact when the audio stream itself states it, not when it was guessed from
  /// the bit rate.
  private static func statedSeconds(_ input: FFmpegInput) -> (seconds: Double?, isExact: Bool) {
    let stream = input.stream.pointee
    if stream.duration != necken_av_no_timestamp, stream.duration > 0 {
      let seconds = Double(stream.duration) * av_q2d(stream.time_base)
      let estimated = input.context.pointee.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE
      return (seconds, !estimated)
    }
    let duration = input.context.pointee.duration
    guard duration != necken_av_no_timestamp, duration > 0 else { return (nil, false) }
    return (Double(duration) / Double(AV_TIME_BASE), false)
  }
}
