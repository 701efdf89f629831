import CSndFile
import Foundation

/// Decodes WAV, AIFF, FLAC, Ogg Vorbis, Opus, MP3 and their kin by libsndfile.
final class SoundFileDecoder: BlockDecoder {
  let format: AudioFormatInfo
  /// Whether this is MPEG audio, whose length libsndfile guesses where no header states it.
  let isMPEG: Bool
  private(set) var warnings: [AudioWarning] = []

  private let file: InputFile
  private let handle: OpaquePointer
  private let truncationToleranceSeconds: Double
  private(set) var decodedFrameCount = 0
  /// What libsndfile said when it gave up; `nil` while it has not.
  private(set) var failure: String?
  private var isAtEnd = false

  /// Opens the file, or gives `nil` when libsndfile does not know its content.
  init?(_ file: InputFile, truncationToleranceSeconds: Double) {
    file.rewind()
    var info = SF_INFO()
    // libsndfile closes the descriptor when it does not know the content, so it gets its own.
    guard let handle = sf_open_fd(dup(file.descriptor), Int32(SFM_READ), &info, 1) else { return nil }
    guard info.samplerate > 0, info.channels > 0 else {
      sf_close(handle)
      return nil
    }
    self.file = file
    self.handle = handle
    self.truncationToleranceSeconds = truncationToleranceSeconds
    // Streams of unknown length state none, or a huge one.
    let plausible = info.frames > 0 && info.frames < Int64(Int32.max) * 1024
    let rate = Double(info.samplerate)
    // More than one where the end of the file is missing.
    let statedShare = max(1, Double(file.statedByteCount ?? 0) / Double(file.byteCount))
    isMPEG = info.format & Int32(SF_FORMAT_TYPEMASK) == SF_FORMAT_MPEG
    format = AudioFormatInfo(
      format: Self.name(of: info.format), sampleRateHz: rate, channelCount: Int(info.channels),
      decoder: Self.decoderName, statedDurationSeconds: plausible ? statedShare * Double(info.frames) / rate : nil)
  }

  deinit { sf_close(handle) }

  func read(into buffer: UnsafeMutableBufferPointer<Float>) -> Int {
    guard !isAtEnd, let target = buffer.baseAddress else { return 0 }
    let wanted = buffer.count / format.channelCount
    let frameCount = Int(sf_readf_float(handle, target, sf_count_t(wanted)))
    decodedFrameCount += max(0, frameCount)
    if frameCount <= 0 { noteEnd() }
    return max(0, frameCount)
  }

  /// Whether there may be more in the file than was decoded, now that `read` has given 0.
  var mayHaveEndedEarly: Bool {
    failure != nil || !warnings.isEmpty || format.statedDurationSeconds == nil || decodedFrameCount == 0
  }

  private func noteEnd() {
    isAtEnd = true
    if sf_error(handle) != SF_ERR_NO_ERROR { failure = String(cString: sf_strerror(handle)) }
    guard let stated = format.statedDurationSeconds else { return }
    let decoded = Double(decodedFrameCount) / format.sampleRateHz
    if stated - decoded > truncationToleranceSeconds {
      warnings = [.truncated(expectedSeconds: stated, decodedSeconds: decoded)]
    }
  }

  /// "libsndfile 1.2.0"; the library itself says "libsndfile-1.2.0".
  private static let decoderName = String(cString: sf_version_string())
    .replacingOccurrences(of: "libsndfile-", with: "libsndfile ")

  private static func name(of format: Int32) -> String {
    let major = describe(format & Int32(SF_FORMAT_TYPEMASK))
    let minor = describe(format & Int32(SF_FORMAT_SUBMASK))
    return minor.isEmpty ? major : "\(major) (\(minor))"
  }

  private static func describe(_ format: Int32) -> String {
    var info = SF_FORMAT_INFO()
    info.format = format
    let size = Int32(MemoryLayout<SF_FORMAT_INFO>.size)
    guard sf_command(nil, Int32(SFC_GET_FORMAT_INFO), &info, size) == 0, let name = info.name else { return "" }
    return String(cString: name)
  }
}
