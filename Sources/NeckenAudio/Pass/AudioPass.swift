package import Foundation

/// One pass over a recording: decoded once, in blocks, for all who want to hear it.
///
/// Loudness is measured on the original channels; their mean goes to every consumer at the rate it
/// asked for, consumers of one rate sharing a resampler. Memory does not grow with the recording,
/// but for about 0.3 MB an hour that loudness needs. A pass is run once.
package struct AudioPass {
  package struct Configuration: Hashable, Sendable {
    package var decoder = AudioDecoder.Configuration()
    /// Frames decoded at a time. Results do not depend on it, but for rounding.
    package var blockFrameCount = 16_384
    /// Whether loudness, range and true peak are wanted.
    package var measuresLoudness = true
    /// Samples beyond this are taken as damage, not sound; generous, for files of unscaled integers.
    package var maximumAmplitude: Float = 1e6

    package init() {}
  }

  private let configuration: Configuration
  private let decoder: any BlockDecoder
  private let origin: String
  private let hash: () throws -> String

  /// - Throws: `AudioError` when the file cannot be opened as a recording.
  package init(file: URL, configuration: Configuration = Configuration()) throws(AudioError) {
    self.configuration = configuration
    decoder = try AudioDecoder.open(file, configuration: configuration.decoder)
    origin = file.path(percentEncoded: false)
    hash = { try ContentHash.sha256(of: file) }
  }

  /// - Throws: `AudioError.invalidSamples`.
  package init(samples: AudioSamples, configuration: Configuration = Configuration()) throws(AudioError) {
    self.configuration = configuration
    let memory = try MemoryDecoder(samples)
    decoder = memory
    origin = "samples in memory"
    hash = { memory.contentHash() }
  }

  /// What the recording is made of.
  package var format: AudioFormatInfo { decoder.format }

  /// Decodes the recording to its end.
  ///
  /// - Parameters:
  ///   - consumers: Who hears the mono signal, at which rate.
  ///   - progress: Told the share that is done, 0…1, after each block; not called when the length
  ///     is not known beforehand.
  /// - Returns: What is known about the recording as a whole.
  /// - Throws: `AudioError`; whatever a consumer throws; `CancellationError` when the task was cancelled.
  package func run(
    _ consumers: [MonoConsumer], progress: ((Double) -> Void)? = nil
  ) throws -> AudioSummary {
    let format = decoder.format
    let fanOut = try MonoFanOut(consumers, sourceRateHz: format.sampleRateHz)
    var meter =
      configuration.measuresLoudness
      ? LoudnessMeter(sampleRateHz: format.sampleRateHz, channelCount: format.channelCount) : nil
    var level = LevelMeter()
    var frameCount = 0
    var invalidCount = 0
    var interleaved = [Float](repeating: 0, count: configuration.blockFrameCount * format.channelCount)
    var mono = [Float](repeating: 0, count: configuration.blockFrameCount)

    while true {
      try Task.checkCancellation()
      let count = try interleaved.withUnsafeMutableBufferPointer { buffer in
        let count = try decoder.read(into: buffer)
        let filled = UnsafeMutableBufferPointer(rebasing: buffer[..<(count * format.channelCount)])
        invalidCount += silenceInvalidSamples(filled, limit: configuration.maximumAmplitude)
        mono.withUnsafeMutableBufferPointer { mono in
          mixToMono(UnsafeBufferPointer(filled), channelCount: format.channelCount, into: mono)
        }
        meter?.consume(UnsafeBufferPointer(filled))
        return count
      }
      if count == 0 { break }
      frameCount += count
      try mono.withUnsafeBufferPointer { mono in
        let block = UnsafeBufferPointer(rebasing: mono[..<count])
        level.consume(block)
        try fanOut.consume(block)
      }
      if let progress, let stated = format.statedDurationSeconds, stated > 0 {
        progress(min(1, Double(frameCount) / (stated * format.sampleRateHz)))
      }
    }
    guard frameCount > 0 else { throw AudioError.noSamples(path: origin) }
    try fanOut.finish()

    var warnings = decoder.warnings
    if invalidCount > 0 { warnings.append(.invalidSamples(count: invalidCount)) }
    return AudioSummary(
      format: decoder.format, contentHash: try hash(), frameCount: frameCount,
      durationSeconds: Double(frameCount) / format.sampleRateHz, loudness: meter?.finish() ?? Loudness(),
      rms: level.rootMeanSquare, peak: level.peak, dcOffset: level.mean, warnings: warnings)
  }
}
