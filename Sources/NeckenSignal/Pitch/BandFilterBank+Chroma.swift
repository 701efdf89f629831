import Foundation

/// How bins are gathered into pitch classes; the defaults are librosa's.
package struct ChromaFilterSettings: Hashable, Sendable {
  /// Octave, counted from 27.5 Hz, that weighs most.
  package var centreOctave = 5.0
  /// Octaves to each side at which the weight has fallen to exp(−½).
  package var octaveWidth = 2.0

  package init() {}
}

extension BandFilterBank {
  /// Twelve filters, C to B, that gather a spectrum into pitch classes.
  ///
  /// Each bin is spread over the classes by a Gaussian as wide as the bin, at least a semitone,
  /// scaled to length one, and weighted by a Gaussian over octaves (Ellis 2007; librosa's `chroma`).
  package static func chroma(
    tuning: Double, spectrum: SpectrumSettings, settings: ChromaFilterSettings = ChromaFilterSettings()
  ) -> BandFilterBank {
    let classCount = 12
    let referenceHz = 440 * exp2(tuning / Double(classCount)) / 16
    // Positions in semitones above that A; bin 0 is placed an octave and a half below bin 1.
    var positions = (1..<spectrum.binCount + 1).map {
      Double(classCount) * log2(Double($0) * spectrum.binWidthHz / referenceHz)
    }
    positions.insert(positions[0] - 1.5 * Double(classCount), at: 0)

    var rows = [[Float]](repeating: [Float](repeating: 0, count: spectrum.binCount), count: classCount)
    for bin in 0..<spectrum.binCount {
      let width = max(positions[bin + 1] - positions[bin], 1)
      let bumps = (0..<classCount).map { pitchClass in
        let distance = wrapped(positions[bin] - Double(pitchClass), period: Double(classCount))
        return exp(-0.5 * (2 * distance / width) * (2 * distance / width))
      }
      let length = bumps.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let octave = (positions[bin] / Double(classCount) - settings.centreOctave) / settings.octaveWidth
      let weight = exp(-0.5 * octave * octave) / length
      for (pitchClass, bump) in bumps.enumerated() {
        // Positions count from A; rows from C, three semitones up.
        rows[(pitchClass + classCount - 3) % classCount][bin] = Float(bump * weight)
      }
    }
    var bank = BandFilterBank(binCount: spectrum.binCount)
    for row in rows { bank.append(firstBin: 0, weights: row) }
    return bank
  }

  /// The value brought to −period/2 up to period/2.
  private static func wrapped(_ value: Double, period: Double) -> Double {
    let shifted = value + period / 2
    return shifted - (shifted / period).rounded(.down) * period - period / 2
  }
}
