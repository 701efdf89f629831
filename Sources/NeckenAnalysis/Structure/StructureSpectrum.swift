package import NeckenSignal

/// Settings of the coarse spectrum that phrases are compared by.
package struct StructureSpectrumSettings: Hashable, Sendable {
  /// Samples of a frame: 186 ms, long enough to tell semitones apart from a fiddle's open G upwards.
  package var frameLength = 4096
  /// Frames per second. Two hours of frames take 19 MB.
  package var frameRateHz = 15.0
  /// Lowest semitone, as a MIDI note: 55 is the fiddle's open G.
  package var lowestNote = 55
  /// Number of semitone bands.
  package var bandCount = 44
  /// Gain before the logarithm ln(1 + gain · magnitude), where a full-scale sine has magnitude 1.
  package var compressionGain: Float = 1000

  package init() {}
}

/// Semitone energies, frame by frame: what melody is played, without much of how it sounds.
///
/// Chroma folds octaves together, and a fiddler's phrases often differ in little but the octave; semitones keep them
/// apart. Memory: 4 bytes a band and frame, 19 MB for two hours. Cost: one transform of 4096 points a frame.
package struct StructureSpectrum: SignalExtractor {
  private var spectrum: ShortTimeSpectrum<BandSpectrogram>

  /// - Parameter sampleRateHz: rate of the signal.
  /// - Throws: `SignalError` for settings that make no sense.
  package init(
    sampleRateHz: Double = 22_050, settings: StructureSpectrumSettings = StructureSpectrumSettings()
  ) throws {
    let frames = SpectrumSettings(
      sampleRateHz: sampleRateHz, frameLength: settings.frameLength, hopLength: sampleRateHz / settings.frameRateHz)
    // A sine of full scale has magnitude frameLength / 4 under a Hann window.
    let scale = 4 / Float(settings.frameLength)
    let bank = BandFilterBank.semitones(
      lowestNote: settings.lowestNote, count: settings.bandCount, spectrum: frames)
    spectrum = try ShortTimeSpectrum(
      frames,
      consumer: BandSpectrogram(
        bank: bank, frameRateHz: settings.frameRateHz, quantity: .magnitude,
        compression: .naturalLog(gain: settings.compressionGain * scale)))
  }

  package mutating func consume(_ block: UnsafeBufferPointer<Float>) throws { try spectrum.consume(block) }

  /// Bands from the lowest note up, one frame each 1/15 s, centred on its time.
  package mutating func finish() throws -> FrameMatrix { try spectrum.finish() }
}
