import Foundation
import NeckenCore
import NeckenSignal
import TestSupport
import Testing

@Suite struct FilterTests {
  private let spectrum = SpectrumSettings()

  @Test(arguments: [0.0, 100, 999, 1000, 4400, 11_025])
  func melScaleIsItsOwnInverse(_ hertz: Double) {
    #expect(abs(MelScale.hertz(fromMel: MelScale.mel(fromHertz: hertz)) - hertz) < 1e-8)
  }

  /// 1000 Hz is 15 mel, and 27 mel above it the frequency is 6.4 times as high.
  @Test func melScaleMeetsItsDefinition() {
    #expect(abs(MelScale.mel(fromHertz: 1000) - 15) < 1e-9)
    #expect(abs(MelScale.mel(fromHertz: 6400) - 42) < 1e-9)
    #expect(abs(MelScale.mel(fromHertz: 200) - 3) < 1e-9)
  }

  @Test func sparseSumsEqualDenseOnes() throws {
    var generator = SeededGenerator(seed: 3)
    let values = (0..<spectrum.binCount).map { _ in Float.random(in: 0...1, using: &generator) }
    let banks = [
      try BandFilterBank.mel(MelSettings(bandCount: 40), spectrum: spectrum),
      try BandFilterBank.logarithmic(LogBandSettings(), spectrum: spectrum),
      BandFilterBank.chroma(tuning: 0.1, spectrum: spectrum),
    ]
    for bank in banks {
      var sums = [Float](repeating: 0, count: bank.bandCount)
      values.withUnsafeBufferPointer { values in
        sums.withUnsafeMutableBufferPointer { bank.apply(to: values, into: $0) }
      }
      for band in 0..<bank.bandCount {
        let dense = zip(bank.row(band), values).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        #expect(abs(Double(sums[band]) - dense) < 1e-4 * max(1, dense))
      }
    }
  }

  @Test func logarithmicBandsCoverTheirRangeEvenly() throws {
    let bank = try BandFilterBank.logarithmic(LogBandSettings(maximumHz: 8000), spectrum: spectrum)
    let rows = (0..<bank.bandCount).map(bank.row)
    #expect(rows.allSatisfy { $0.max() == 1 })
    // Neighbouring triangles add up to one between the outermost centres.
    let centres = rows.map { $0.firstIndex(of: 1) ?? 0 }
    #expect(centres == centres.sorted() && Set(centres).count == centres.count)
    for bin in (centres.first ?? 0)...(centres.last ?? 0) {
      #expect(abs(rows.reduce(0) { $0 + $1[bin] } - 1) < 1e-5)
    }
  }

  @Test func trianglesOfUnitAreaKeepTheirArea() {
    let triangle = BandFilterBank.Triangle(lowerHz: 1000, centreHz: 1500, upperHz: 2500)
    let bank = BandFilterBank.triangles([triangle], normalisation: .unitArea, spectrum: spectrum)
    let area = Double(bank.row(0).reduce(0, +)) * spectrum.binWidthHz
    #expect(abs(area - 1) < 1e-3)
  }

  @Test func bandsOutsideTheSpectrumAreEmpty() {
    let triangle = BandFilterBank.Triangle(lowerHz: 20_000, centreHz: 21_000, upperHz: 22_000)
    let bank = BandFilterBank.triangles([triangle], spectrum: spectrum)
    #expect(bank.row(0).allSatisfy { $0 == 0 })
  }

  @Test func senselessBandsAreRefused() {
    #expect(throws: SignalError.self) { try BandFilterBank.mel(MelSettings(bandCount: 0), spectrum: spectrum) }
    #expect(throws: SignalError.self) {
      try BandFilterBank.mel(MelSettings(minimumHz: 5000, maximumHz: 100), spectrum: spectrum)
    }
    #expect(throws: SignalError.self) {
      try BandFilterBank.logarithmic(LogBandSettings(minimumHz: 9000, maximumHz: 9001), spectrum: spectrum)
    }
  }

  @Test func compressions() {
    #expect(compressed([0, 1, 9], .log10(gain: 1)) == [0, 0.301_03, 1])
    #expect(compressed([0, 1], .naturalLog(gain: 1.718_281_8)) == [0, 1])
    #expect(compressed([0, 1, 100], .decibels(floor: 1e-10)) == [-100, 0, 20])
    #expect(compressed([0, -1], .none) == [0, -1])
  }

  /// Against the logarithm in double precision, over the whole range; wherever a value lies in its row.
  @Test func logarithmsAreExactToTheLastPlaces() {
    var generator = SeededGenerator(seed: 3)
    let values = (0..<997).map { _ in Float(exp(Double.random(in: -85...85, using: &generator))) }
    var found = values
    found.withUnsafeMutableBufferPointer { LogCompression.decibels(floor: 1e-37).apply(to: $0) }
    for (value, decibels) in zip(values, found) {
      let expected = 10 * log10(Double(value))
      #expect(abs(Double(decibels) - expected) <= 4e-7 * max(1, abs(expected)))
    }
    for (index, value) in values.enumerated().prefix(20) {
      var alone = [value]
      alone.withUnsafeMutableBufferPointer { LogCompression.decibels(floor: 1e-37).apply(to: $0) }
      #expect(alone[0] == found[index])
    }
  }

  /// Rounded to five decimals.
  private func compressed(_ values: [Float], _ compression: LogCompression) -> [Float] {
    var values = values
    values.withUnsafeMutableBufferPointer { compression.apply(to: $0) }
    return values.map { ($0 * 100_000).rounded() / 100_000 }
  }
}
