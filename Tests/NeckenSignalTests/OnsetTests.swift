import Foundation
import NeckenCore
import NeckenSignal
import TestSupport
import Testing

@Suite struct OnsetTests {
  private let spectrum = SpectrumSettings(frameLength: 1024, hopLength: 220.5)

  /// Plucked notes at known times, seldom two of one pitch in a row.
  @Test func superFluxFindsPluckedNotes() throws {
    let times = (1...20).map { (note: Int) -> Double in 0.25 * Double(note) + (note % 3 == 0 ? 0.04 : 0) }
    let signal = plucks(at: times, seconds: 6)
    let flux = try ShortTimeSpectrum(spectrum, consumer: FluxSpectrogram.superFlux(spectrum)).extract(from: signal)
    #expect(flux.frameCount == 1 + Int(Double(signal.count) / 220.5))
    let onsets = PeakPicker.superFlux.onsetTimes(in: flux)
    #expect(fMeasure(onsets, times, toleranceSeconds: 0.025) == 1)
  }

  @Test func vibratoIsNotAnOnset() throws {
    // Six swings a second of a third of a semitone, as a fiddler's left hand makes them.
    var phase = 0.0
    let signal = (0..<66_150).map { n -> Float in
      let seconds = Double(n) / 22_050
      phase += 2 * Double.pi * 880 * exp2(sin(2 * Double.pi * 6 * seconds) / 36) / 22_050
      return Float(sin(phase)) * Float(min(1, seconds * 100))
    }
    let narrow = try strength(of: signal, maximumFilterWidth: 1)
    let wide = try strength(of: signal, maximumFilterWidth: 3)
    // The start and the end of the note are onsets of their own.
    let inner = 50..<wide.count - 10
    #expect(wide[inner].max() ?? 1 < 0.5 * (narrow[inner].max() ?? 0))
  }

  @Test func groupsSplitTheFluxByPitch() throws {
    let bank = try BandFilterBank.logarithmic(LogBandSettings(bandsPerOctave: 12), spectrum: spectrum)
    let low = 0..<bank.bandCount / 2
    let high = bank.bandCount / 2..<bank.bandCount
    let consumer = try FluxSpectrogram(
      bank: bank, frameRateHz: spectrum.frameRateHz, flux: FluxSettings(groups: [low, high]))
    let silence = [Float](repeating: 0, count: 22_050)
    let flux = try ShortTimeSpectrum(spectrum, consumer: consumer)
      .extract(from: silence + tone(hertz: 110, seconds: 1))
    let summed = (0..<2).map { group in (0..<flux.frameCount).reduce(0) { $0 + flux[$1, group] } }
    #expect(summed[0] > 4 * summed[1])
  }

  @Test func silenceAndSteadinessHaveNoOnsets() throws {
    for signal in [[Float](repeating: 0, count: 44_100), [Float](repeating: 0.5, count: 44_100)] {
      let flux = try ShortTimeSpectrum(spectrum, consumer: FluxSpectrogram.superFlux(spectrum)).extract(from: signal)
      let inner = Array(flux.values[10..<flux.frameCount - 10])
      #expect(inner.allSatisfy { $0 < 1e-3 })
    }
    #expect(PeakPicker.librosa.peaks(in: [0, 0, 0, 0], frameRateHz: 100).isEmpty)
    #expect(PeakPicker.librosa.peaks(in: [], frameRateHz: 100).isEmpty)
  }

  @Test func peaksKeepTheirDistance() {
    var curve = [Float](repeating: 0, count: 100)
    for index in [10, 12, 30, 60, 62, 64] { curve[index] = 1 }
    let picker = PeakPicker(
      maximumBeforeSeconds: 0.01, maximumAfterSeconds: 0.01, meanBeforeSeconds: 0.1, meanAfterSeconds: 0.1,
      threshold: 0.1, waitSeconds: 0.03)
    #expect(picker.peaks(in: curve, frameRateHz: 100) == [10, 30, 60, 64])
  }

  @Test func anEmptySignalHasNoFrames() throws {
    let flux = try ShortTimeSpectrum(spectrum, consumer: FluxSpectrogram.superFlux(spectrum)).extract(from: [])
    #expect(flux.frameCount == 0)
  }

  private func strength(of signal: [Float], maximumFilterWidth: Int) throws -> [Float] {
    let consumer = try FluxSpectrogram.superFlux(
      spectrum, flux: FluxSettings(maximumFilterWidth: maximumFilterWidth))
    return try ShortTimeSpectrum(spectrum, consumer: consumer).extract(from: signal).values
  }

  private func plucks(at times: [Double], seconds: Double) -> [Float] {
    var generator = SeededGenerator(seed: 11)
    var signal = [Float](repeating: 0, count: Int(seconds * 22_050))
    for time in times {
      let hertz = 440 * exp2(Double(Int.random(in: -5...12, using: &generator)) / 12)
      for n in Int(time * 22_050)..<signal.count {
        let age = Double(n) / 22_050 - time
        guard age < 0.6 else { break }
        signal[n] += Float(0.3 * exp(-9 * age) * min(1, age * 1000) * sin(2 * Double.pi * hertz * age))
      }
    }
    return signal
  }
}
