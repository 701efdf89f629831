/// libsndfile, and FFmpeg from where libsndfile gives up.
///
/// libsndfile may end at the first damaged piece; FFmpeg goes over it and finds the rest. So a bad
/// copy of a recording loses the damaged piece alone, and a warning says where.
final class RescuingDecoder: BlockDecoder {
  private(set) var format: AudioFormatInfo

  private let file: InputFile
  private let primary: SoundFileDecoder
  private let truncationToleranceSeconds: Double
  private var rescue: FFmpegDecoder?
  private var isRescueTried = false
  private var rescuedFrameCount = 0

  init(_ primary: SoundFileDecoder, file: InputFile, truncationToleranceSeconds: Double) {
    self.primary = primary
    self.file = file
    self.truncationToleranceSeconds = truncationToleranceSeconds
    format = primary.format
  }

  var warnings: [AudioWarning] {
    guard let rescue, rescuedFrameCount > 0 else { return primary.warnings }
    let begin = Double(primary.decodedFrameCount) / format.sampleRateHz
    let decoded = begin + Double(rescuedFrameCount) / format.sampleRateHz
    var found = [AudioWarning.rescued(fromSeconds: begin)]
    found += rescue.warnings.filter { if case .truncated = $0 { false } else { true } }
    if let stated = format.statedDurationSeconds, stated - decoded > truncationToleranceSeconds {
      found.append(.truncated(expectedSeconds: stated, decodedSeconds: decoded))
    }
    return found
  }

  func read(into buffer: UnsafeMutableBufferPointer<Float>) throws -> Int {
    if !isRescueTried {
      let count = primary.read(into: buffer)
      if count > 0 { return count }
      isRescueTried = true
      if primary.mayHaveEndedEarly { try startRescue(buffer) }
    }
    let count = try rescue?.read(into: buffer) ?? 0
    if count > 0, rescuedFrameCount == 0, let rescue { format.decoder += ", " + rescue.format.decoder }
    rescuedFrameCount += count
    if count == 0, primary.decodedFrameCount + rescuedFrameCount == 0, let reason = primary.failure {
      throw AudioError.decodingFailed(path: file.path, reason: reason)
    }
    return count
  }

  /// Opens the file anew and goes to where libsndfile stopped.
  private func startRescue(_ buffer: UnsafeMutableBufferPointer<Float>) throws {
    let tolerance = truncationToleranceSeconds
    // When FFmpeg cannot read it either, libsndfile's word stands.
    guard let decoder = try? FFmpegDecoder(file, truncationToleranceSeconds: tolerance),
      decoder.format.sampleRateHz == format.sampleRateHz, decoder.format.channelCount == format.channelCount
    else { return }
    var remaining = primary.decodedFrameCount
    while remaining > 0 {
      let room = min(buffer.count, remaining * format.channelCount)
      let count = try decoder.read(into: UnsafeMutableBufferPointer(rebasing: buffer[..<room]))
      if count == 0 { return }
      remaining -= count
    }
    rescue = decoder
  }
}
