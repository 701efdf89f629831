import Foundation
import NeckenSignal
import Testing

@Suite struct PitchTests {
  private let spectrum = SpectrumSettings(frameLength: 4096, hopLength: 2048)

  /// Cents sharp or flat of A4 = 440 Hz, as fiddles are.
  @Test(arguments: [-40, -15, 0, 10, 25, 45])
  func tuningIsFound(_ cents: Int) throws {
    let scale = exp2(Double(cents) / 1200)
    let notes = [0, 2, 4, 5, 7, 9, 11, 12].map { tone(hertz: 440 * scale * exp2(Double($0) / 12), seconds: 0.5) }
    let output = try ShortTimeSpectrum(spectrum, consumer: Chromagram(spectrum)).extract(from: notes.flatMap(\.self))
    #expect(abs(output.tuning - Double(cents) / 100) < 0.05)
  }

  @Test(arguments: [(261.626, 0), (440.0, 9), (493.883, 11), (1174.66, 2)])
  func aNoteFallsIntoItsClass(_ hertz: Double, _ pitchClass: Int) throws {
    let output = try ShortTimeSpectrum(spectrum, consumer: Chromagram(spectrum))
      .extract(from: tone(hertz: hertz, seconds: 1))
    let frame = Array(output.chroma[frame: 4])
    #expect(frame.firstIndex(of: 1) == pitchClass)
    #expect(frame.filter { $0 > 0.5 }.count == 1)
  }

  /// The tuning of the first second serves for the rest; memory then no longer grows with the bins.
  @Test func tuningComesFromTheWindowAlone() throws {
    var configuration = Chromagram.Configuration()
    configuration.tuningWindowSeconds = 1
    let sharp = exp2(30.0 / 1200)
    let signal = tone(hertz: 440 * sharp, seconds: 2) + tone(hertz: 440 / sharp, seconds: 4)
    let output = try ShortTimeSpectrum(spectrum, consumer: Chromagram(spectrum, configuration: configuration))
      .extract(from: signal)
    #expect(abs(output.tuning - 0.3) < 0.03)
    #expect(output.chroma.frameCount == 1 + signal.count / 2048)
  }

  @Test func silenceHasNoChromaAndNoTuning() throws {
    let output = try ShortTimeSpectrum(spectrum, consumer: Chromagram(spectrum))
      .extract(from: [Float](repeating: 0, count: 22_050))
    #expect(output.tuning == 0)
    #expect(output.chroma.values.allSatisfy { $0 == 0 })
  }
}
