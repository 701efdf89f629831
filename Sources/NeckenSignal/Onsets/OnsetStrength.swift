/// Onset strength as librosa computes it: mean rise of the decibel mel spectrogram from frame to
/// frame, moved later by half a window to make up for centred frames.
///
/// Memory: 4 bytes a frame; with `dynamicRangeDecibels` set, another 4 for each band and frame,
/// because the loudest moment of the recording decides how deep the quiet ones may go.
package struct OnsetStrength: SpectrumConsumer {
  package struct Configuration: Hashable, Sendable {
    package var mel = MelSettings()
    /// Powers are not taken as lower than this.
    package var powerFloor: Float = 1e-10
    /// Bands are not taken as further below the loudest of the whole recording than this, in
    /// decibels; librosa's is 80. `nil` leaves `powerFloor` alone to limit them.
    package var dynamicRangeDecibels: Float? = 80
    package var flux = FluxSettings(maximumFilterWidth: 1)

    package init() {}
  }

  private let dynamicRange: Float?
  private let delayFrameCount: Int
  private var bands: BandSpectrogram
  private var direct: [Float]
  private let bank: BandFilterBank
  private let compression: LogCompression
  private var flux: SpectralFlux

  /// - Throws: `SignalError.invalidSetting`.
  package init(_ spectrum: SpectrumSettings, configuration: Configuration = Configuration()) throws {
    dynamicRange = configuration.dynamicRangeDecibels
    delayFrameCount = spectrum.isCentred ? Int(Double(spectrum.frameLength) / (2 * spectrum.hopLength)) : 0
    compression = .decibels(floor: configuration.powerFloor)
    bank = try .mel(configuration.mel, spectrum: spectrum)
    bands = BandSpectrogram(bank: bank, frameRateHz: spectrum.frameRateHz, compression: compression)
    direct = [Float](repeating: 0, count: bank.bandCount)
    flux = try SpectralFlux(
      configuration.flux, bandCount: bank.bandCount, frameRateHz: spectrum.frameRateHz)
  }

  package var demand: SpectrumDemand { SpectrumDemand(bins: bank.bins, wantsMagnitudes: false) }

  package mutating func consume(_ frame: SpectrumFrame) {
    guard dynamicRange == nil else { return bands.consume(frame) }
    direct.withUnsafeMutableBufferPointer { direct in
      bank.apply(to: frame.powers, into: direct)
      compression.apply(to: direct)
      flux.consume(UnsafeBufferPointer(direct))
    }
  }

  /// One value a frame, or one for each group of the flux settings.
  package mutating func finish() -> FrameMatrix {
    if let dynamicRange {
      var matrix = bands.finish()
      matrix.limitDynamicRange(toDecibels: dynamicRange)
      matrix.values.withUnsafeBufferPointer { values in
        for start in stride(from: 0, to: values.count, by: bank.bandCount) {
          flux.consume(UnsafeBufferPointer(rebasing: values[start..<start + bank.bandCount]))
        }
      }
    }
    return flux.flux.delayed(byFrames: delayFrameCount)
  }
}

extension FrameMatrix {
  /// Raises decibel values that are further below the highest than `range` to that limit.
  package mutating func limitDynamicRange(toDecibels range: Float) {
    guard let highest = values.max() else { return }
    let floor = highest - range
    for index in values.indices { values[index] = max(values[index], floor) }
  }

  /// The same frames so many frames later, zeros before them, and as many frames as before.
  func delayed(byFrames count: Int) -> FrameMatrix {
    let padding = min(count, frameCount) * bandCount
    let moved = [Float](repeating: 0, count: padding) + values.dropLast(padding)
    return FrameMatrix(values: moved, bandCount: bandCount, frameRateHz: frameRateHz)
  }
}
