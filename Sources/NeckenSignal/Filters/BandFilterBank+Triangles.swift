extension BandFilterBank {
  /// Corner frequencies of one triangular filter, in hertz.
  package struct Triangle: Hashable, Sendable {
    package var lowerHz: Double
    package var centreHz: Double
    package var upperHz: Double

    package init(lowerHz: Double, centreHz: Double, upperHz: Double) {
      self.lowerHz = lowerHz
      self.centreHz = centreHz
      self.upperHz = upperHz
    }
  }

  /// How the height of a filter depends on its width.
  package enum Normalisation: Hashable, Sendable {
    /// Height one: wide bands gather more.
    case unitHeight
    /// Area one over hertz: height 2 / (upper − lower), the "Slaney" norm.
    case unitArea
  }

  /// Triangular filters in any spacing, sampled at the bins of a spectrum.
  ///
  /// A filter whose corners are not in increasing order, or that holds no bin, gives zero.
  package static func triangles(
    _ triangles: [Triangle], normalisation: Normalisation = .unitHeight, spectrum: SpectrumSettings
  ) -> BandFilterBank {
    var bank = BandFilterBank(binCount: spectrum.binCount)
    for triangle in triangles {
      let (lower, centre, upper) = (triangle.lowerHz, triangle.centreHz, triangle.upperHz)
      guard lower < centre, centre < upper else {
        bank.append(firstBin: 0, weights: [])
        continue
      }
      let height = normalisation == .unitArea ? 2 / (upper - lower) : 1
      let firstBin = max(0, Int((lower / spectrum.binWidthHz).rounded(.up)))
      let lastBin = min(spectrum.binCount - 1, Int((upper / spectrum.binWidthHz).rounded(.down)))
      let weights = stride(from: firstBin, through: lastBin, by: 1).map { bin in
        let hertz = Double(bin) * spectrum.binWidthHz
        let rising = (hertz - lower) / (centre - lower)
        let falling = (upper - hertz) / (upper - centre)
        return Float(max(0, min(rising, falling)) * height)
      }
      bank.append(firstBin: min(firstBin, spectrum.binCount), weights: weights)
    }
    return bank
  }

  /// One filter a semitone from a MIDI note upwards, from neighbour to neighbour, but never narrower
  /// than one bin to either side.
  package static func semitones(lowestNote: Int, count: Int, spectrum: SpectrumSettings) -> BandFilterBank {
    let bin = spectrum.binWidthHz
    return .triangles(
      (lowestNote..<lowestNote + count).map { note in
        let centre = MidiPitch.hertz(Double(note))
        return Triangle(
          lowerHz: centre - max(centre - MidiPitch.hertz(Double(note) - 1), bin), centreHz: centre,
          upperHz: centre + max(MidiPitch.hertz(Double(note) + 1) - centre, bin))
      }, spectrum: spectrum)
  }
}
