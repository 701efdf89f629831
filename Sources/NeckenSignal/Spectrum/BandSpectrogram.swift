/// Band energies over time: a filter bank over each frame's spectrum, then a compression.
///
/// With a mel bank over powers this is the mel spectrogram; with a logarithmic bank over magnitudes
/// it is what SuperFlux and the beat networks listen to. Memory: 4 bytes a band and frame.
package struct BandSpectrogram: SpectrumConsumer {
  /// What of the spectrum is summed into bands.
  package enum Quantity: Hashable, Sendable {
    case magnitude
    case power
  }

  private let bank: BandFilterBank
  private let quantity: Quantity
  private let compression: LogCompression
  private var matrix: FrameMatrix

  package init(
    bank: BandFilterBank, frameRateHz: Double, quantity: Quantity = .power, compression: LogCompression = .none
  ) {
    self.bank = bank
    self.quantity = quantity
    self.compression = compression
    matrix = FrameMatrix(bandCount: bank.bandCount, frameRateHz: frameRateHz)
  }

  /// The mel spectrogram of power spectra.
  ///
  /// - Throws: `SignalError.invalidSetting` for bands that make no sense.
  package init(
    mel: MelSettings, spectrum: SpectrumSettings, compression: LogCompression = .none
  ) throws {
    self.init(
      bank: try .mel(mel, spectrum: spectrum), frameRateHz: spectrum.frameRateHz, compression: compression)
  }

  package var demand: SpectrumDemand {
    SpectrumDemand(bins: bank.bins, wantsMagnitudes: quantity == .magnitude)
  }

  package mutating func consume(_ frame: SpectrumFrame) {
    let spectrum = quantity == .power ? frame.powers : frame.magnitudes
    matrix.appendFrame { bands in
      bank.apply(to: spectrum, into: bands)
      compression.apply(to: bands)
    }
  }

  package mutating func finish() -> FrameMatrix {
    defer { matrix.values = [] }
    return matrix
  }
}
