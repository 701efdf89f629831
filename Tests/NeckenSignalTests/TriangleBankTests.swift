import NeckenSignal
import Testing

@Suite("Triangular bands")
struct TriangleBankTests {
  @Test("A semitone band is one at its note and never narrower than a bin")
  func semitones() {
    let spectrum = SpectrumSettings(frameLength: 4096, hopLength: 441)
    let bank = BandFilterBank.semitones(lowestNote: 40, count: 60, spectrum: spectrum)
    #expect(bank.bandCount == 60)
    // A4 lies between bins 81 and 82, high up in its band; a semitone away nothing is left.
    let a4 = bank.row(29)
    #expect(a4[82] > 0.8 && a4[82] < 1)
    #expect(a4[Int(466.2 / spectrum.binWidthHz) + 1] == 0)
    #expect(bank.row(0).filter { $0 > 0 }.count >= 1)
  }
}
