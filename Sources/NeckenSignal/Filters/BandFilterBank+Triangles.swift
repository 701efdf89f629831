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

  /// Triangular filters of height one at their centre, in any spacing.
  package static func triangles(_ triangles: [Triangle], spectrum: SpectrumSettings) -> BandFilterBank {
    let rows = triangles.map { triangle in
      (0..<spectrum.binCount).map { bin in
        let hertz = Double(bin) * spectrum.binWidthHz
        let rising = (hertz - triangle.lowerHz) / (triangle.centreHz - triangle.lowerHz)
        let falling = (triangle.upperHz - hertz) / (triangle.upperHz - triangle.centreHz)
        return Float(max(0, min(rising, falling)))
      }
    }
    return BandFilterBank(rows: rows, binCount: spectrum.binCount)
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
