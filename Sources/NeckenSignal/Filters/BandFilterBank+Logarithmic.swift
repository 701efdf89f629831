import Foundation

/// Which logarithmically spaced bands are wanted.
package struct LogBandSettings: Hashable, Sendable {
  /// SuperFlux uses 24, the beat networks of Böck and Davies 12.
  package var bandsPerOctave: Int
  /// Centre of the lowest band, in hertz.
  package var minimumHz: Double
  /// No band is centred above this, in hertz; nor above the Nyquist frequency.
  package var maximumHz: Double

  package init(bandsPerOctave: Int = 24, minimumHz: Double = 30, maximumHz: Double = 17_000) {
    self.bandsPerOctave = bandsPerOctave
    self.minimumHz = minimumHz
    self.maximumHz = maximumHz
  }
}

extension BandFilterBank {
  /// Overlapping triangles of height one whose centres lie on notes of equal temperament around
  /// A4 = 440 Hz, as SuperFlux uses them (Böck, Widmer, DAFx 2013).
  ///
  /// Centres are moved to the nearest bin and those that fall on the same bin become one band, so
  /// low octaves have fewer bands than were asked for. Each triangle reaches to its neighbours.
  ///
  /// - Throws: `SignalError.invalidSetting` when fewer than one band results.
  package static func logarithmic(
    _ settings: LogBandSettings, spectrum: SpectrumSettings
  ) throws -> BandFilterBank {
    try SignalError.require(
      settings.bandsPerOctave > 0, "bands per octave", Double(settings.bandsPerOctave), "positive")
    try SignalError.require(settings.minimumHz > 0, "lowest frequency", settings.minimumHz, "positive")
    let bins = centreBins(settings, spectrum: spectrum)
    try SignalError.require(bins.count > 2, "highest frequency", settings.maximumHz, "well above the lowest")
    var bank = BandFilterBank(binCount: spectrum.binCount)
    for index in 1..<bins.count - 1 {
      let (first, centre, last) = (bins[index - 1], bins[index], bins[index + 1])
      let weights = (first..<last).map { bin in
        bin < centre
          ? Float(bin - first) / Float(centre - first) : Float(last - bin) / Float(last - centre)
      }
      bank.append(firstBin: first, weights: weights)
    }
    return bank
  }

  private static func centreBins(_ settings: LogBandSettings, spectrum: SpectrumSettings) -> [Int] {
    let reference = 440.0
    let perOctave = Double(settings.bandsPerOctave)
    let highest = min(settings.maximumHz, spectrum.sampleRateHz / 2)
    let firstStep = Int((log2(settings.minimumHz / reference) * perOctave).rounded(.up))
    let lastStep = Int((log2(highest / reference) * perOctave).rounded(.down))
    var bins: [Int] = []
    for step in stride(from: firstStep, through: lastStep, by: 1) {
      let bin = Int((reference * exp2(Double(step) / perOctave) / spectrum.binWidthHz).rounded())
      if bin < spectrum.binCount, bin != bins.last { bins.append(bin) }
    }
    return bins
  }
}
