/// Spectral flux straight from the spectrum: filter bank, compression, rectified difference.
///
/// With the defaults of `superFlux` this is the onset strength of Böck and Widmer, "Maximum filter
/// vibrato suppression for onset detection", DAFx 2013. Memory: 4 bytes a group and frame.
package struct FluxSpectrogram: SpectrumConsumer {
  private let bank: BandFilterBank
  private let quantity: BandSpectrogram.Quantity
  private let compression: LogCompression
  private var bands: [Float]
  private var flux: SpectralFlux

  /// - Throws: `SignalError.invalidSetting`.
  package init(
    bank: BandFilterBank, frameRateHz: Double, quantity: BandSpectrogram.Quantity = .magnitude,
    compression: LogCompression = .log10(gain: 1), flux: FluxSettings = FluxSettings()
  ) throws {
    self.bank = bank
    self.quantity = quantity
    self.compression = compression
    bands = [Float](repeating: 0, count: bank.bandCount)
    self.flux = try SpectralFlux(flux, bandCount: bank.bandCount, frameRateHz: frameRateHz)
  }

  /// SuperFlux onset strength with its published settings, for any spectrum.
  ///
  /// - Throws: `SignalError.invalidSetting`.
  package static func superFlux(
    _ spectrum: SpectrumSettings, bands: LogBandSettings = LogBandSettings(),
    flux: FluxSettings = FluxSettings()
  ) throws -> FluxSpectrogram {
    try FluxSpectrogram(
      bank: .logarithmic(bands, spectrum: spectrum), frameRateHz: spectrum.frameRateHz, flux: flux)
  }

  package var demand: SpectrumDemand {
    SpectrumDemand(bins: bank.bins, wantsMagnitudes: quantity == .magnitude)
  }

  package mutating func consume(_ frame: SpectrumFrame) {
    bands.withUnsafeMutableBufferPointer { bands in
      bank.apply(to: quantity == .power ? frame.powers : frame.magnitudes, into: bands)
      compression.apply(to: bands)
      flux.consume(UnsafeBufferPointer(bands))
    }
  }

  package mutating func finish() -> FrameMatrix { flux.flux }
}
