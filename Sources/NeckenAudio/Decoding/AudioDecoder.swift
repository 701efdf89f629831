package import Foundation

/// Opens recordings: libsndfile first; FFmpeg for MP3, for what libsndfile does not know, and where it gives up.
///
/// The content decides which, never the file's name.
package enum AudioDecoder {
  /// What counts as cut short.
  package struct Configuration: Hashable, Sendable {
    /// Seconds that may be missing at the end before a recording is called truncated; encoders'
    /// padding and rounding of lengths stay below this.
    package var truncationToleranceSeconds = 0.25

    package init() {}
  }

  /// - Throws: `AudioError`.
  package static func open(
    _ file: URL, configuration: Configuration = Configuration()
  ) throws(AudioError) -> any BlockDecoder {
    let input = try InputFile(file)
    let tolerance = configuration.truncationToleranceSeconds
    // libsndfile would look through all of an MP3 and grumble on standard error, only to be left for FFmpeg below.
    if input.startsAsMPEGAudio, let decoder = try? FFmpegDecoder(input, truncationToleranceSeconds: tolerance) {
      return decoder
    }
    if let decoder = SoundFileDecoder(input, truncationToleranceSeconds: tolerance) {
      // libsndfile ends an MP3 without a length header where it guesses the end to be, which can be
      // minutes too early; FFmpeg reads on. Without FFmpeg, a part is better than nothing.
      if decoder.isMPEG, let better = try? FFmpegDecoder(input, truncationToleranceSeconds: tolerance) {
        return better
      }
      return RescuingDecoder(decoder, file: input, truncationToleranceSeconds: tolerance)
    }
    return try FFmpegDecoder(input, truncationToleranceSeconds: tolerance)
  }
}
