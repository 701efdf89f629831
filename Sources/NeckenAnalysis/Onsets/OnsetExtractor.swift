package import NeckenSignal

/// Onset times of notes: SuperFlux strength, then peak picking.
///
/// Source: Böck, Widmer, "Maximum filter vibrato suppression for onset detection", DAFx 2013; the
/// maximum filter keeps a fiddler's vibrato from counting as notes. Cost: one transform a frame.
package struct OnsetExtractor: SignalExtractor {
  package struct Configuration: Hashable, Sendable {
    /// Frames per second; also the resolution of the times.
    package var frameRateHz = 100.0
    /// Samples of a frame: 46 ms, short enough for sixteenths.
    package var frameLength = 1024
    package var bands = LogBandSettings(bandsPerOctave: 24, minimumHz: 60, maximumHz: 10_000)
    package var picker = PeakPicker.superFlux

    package init() {}
  }

  private let picker: PeakPicker
  private var strength: ShortTimeSpectrum<FluxSpectrogram>

  /// - Throws: `SignalError` for settings that make no sense.
  package init(sampleRateHz: Double = 22_050, configuration: Configuration = Configuration()) throws {
    picker = configuration.picker
    let spectrum = SpectrumSettings(
      sampleRateHz: sampleRateHz, frameLength: configuration.frameLength,
      hopLength: sampleRateHz / configuration.frameRateHz)
    strength = try ShortTimeSpectrum(
      spectrum, consumer: try .superFlux(spectrum, bands: configuration.bands))
  }

  package mutating func consume(_ block: UnsafeBufferPointer<Float>) throws { try strength.consume(block) }

  /// Onset times in seconds, increasing.
  package mutating func finish() throws -> [Double] { picker.onsetTimes(in: try strength.finish()) }
}
