/// Which mel bands are wanted.
package struct MelSettings: Hashable, Sendable {
  /// Number of bands.
  package var bandCount: Int
  /// Lower edge of the first band, in hertz.
  package var minimumHz: Double
  /// Upper edge of the last band, in hertz; `nil` is the Nyquist frequency.
  package var maximumHz: Double?
  /// Height of the filters; librosa's is unit area.
  package var normalisation: BandFilterBank.Normalisation

  package init(
    bandCount: Int = 128, minimumHz: Double = 0, maximumHz: Double? = nil,
    normalisation: BandFilterBank.Normalisation = .unitArea
  ) {
    self.bandCount = bandCount
    self.minimumHz = minimumHz
    self.maximumHz = maximumHz
    self.normalisation = normalisation
  }
}

extension BandFilterBank {
  /// Triangular filters evenly spaced on Slaney's mel scale; of unit area they are those of
  /// `librosa.filters.mel`.
  ///
  /// - Throws: `SignalError.invalidSetting` when there is no band or the edges are not in order.
  package static func mel(_ mel: MelSettings, spectrum: SpectrumSettings) throws -> BandFilterBank {
    let maximumHz = mel.maximumHz ?? spectrum.sampleRateHz / 2
    try SignalError.require(mel.bandCount > 0, "mel bands", Double(mel.bandCount), "positive")
    try SignalError.require(
      mel.minimumHz >= 0 && mel.minimumHz < maximumHz, "lowest mel frequency", mel.minimumHz,
      "between 0 and the highest")
    let lowest = MelScale.mel(fromHertz: mel.minimumHz)
    let highest = MelScale.mel(fromHertz: maximumHz)
    let edges = (0..<mel.bandCount + 2).map { index in
      MelScale.hertz(fromMel: lowest + (highest - lowest) * Double(index) / Double(mel.bandCount + 1))
    }
    let triangles = (0..<mel.bandCount).map { band in
      Triangle(lowerHz: edges[band], centreHz: edges[band + 1], upperHz: edges[band + 2])
    }
    return .triangles(triangles, normalisation: mel.normalisation, spectrum: spectrum)
  }
}
