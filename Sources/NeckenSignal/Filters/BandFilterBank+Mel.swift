/// Which mel bands are wanted.
package struct MelSettings: Hashable, Sendable {
  /// Number of bands.
  package var bandCount: Int
  /// Lower edge of the first band, in hertz.
  package var minimumHz: Double
  /// Upper edge of the last band, in hertz; `nil` is the Nyquist frequency.
  package var maximumHz: Double?

  package init(bandCount: Int = 128, minimumHz: Double = 0, maximumHz: Double? = nil) {
    self.bandCount = bandCount
    self.minimumHz = minimumHz
    self.maximumHz = maximumHz
  }
}

extension BandFilterBank {
  /// Triangular filters evenly spaced on Slaney's mel scale, each of area one ("Slaney" norm):
  /// the same weights as `librosa.filters.mel`.
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
    let rows = (0..<mel.bandCount).map { band in
      let (left, centre, right) = (edges[band], edges[band + 1], edges[band + 2])
      return (0..<spectrum.binCount).map { bin in
        let hertz = Double(bin) * spectrum.binWidthHz
        let rising = (hertz - left) / (centre - left)
        let falling = (right - hertz) / (right - centre)
        return Float(max(0, min(rising, falling)) * 2 / (right - left))
      }
    }
    return BandFilterBank(rows: rows, binCount: spectrum.binCount)
  }
}
