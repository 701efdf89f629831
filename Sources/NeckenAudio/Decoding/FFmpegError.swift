import CFFmpeg

/// What FFmpeg says about one of its error codes.
func ffmpegMessage(_ code: Int32) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(AV_ERROR_MAX_STRING_SIZE)) { text in
    guard let base = text.baseAddress, av_strerror(code, base, text.count) == 0 else { return "error \(code)" }
    return String(cString: base)
  }
}
