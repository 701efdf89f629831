import NeckenNeural
import NeckenSignal
import Testing

@Suite struct PatchCollectorTests {
  /// Levels of the patches of a 4 kHz tone that grows evenly to 1, so that a level tells the place.
  private func places(seconds: Int, limit: Int?) throws -> [Float] {
    let settings = SpectrumSettings(sampleRateHz: 16_000, frameLength: 512, hopLength: 256)
    let collector = try PatchCollector(spectrum: settings, limit: limit)
    let tone: [Float] = [0, 1, 0, -1]
    let count = seconds * 16_000
    let sound: [Float] = (0..<count).map { index in tone[index % 4] * Float(index) / Float(count) }
    let spectrum = try ShortTimeSpectrum(settings, consumer: collector)
    return try spectrum.extract(from: sound).patches.map { ($0.power * 2).squareRoot() }
  }

  @Test func withoutALimitAllPatchesAreKept() throws {
    // 187 frames of 16 ms are 2.992 s.
    #expect(try places(seconds: 60, limit: nil).count == 20)
  }

  @Test(arguments: [40, 61, 200, 777, 1500]) func keptPatchesCoverTheWholeRecording(seconds: Int) throws {
    let limit = 8
    let places = try places(seconds: seconds, limit: limit)
    #expect(places.count == min(limit, seconds * 1000 / 2992))
    #expect(places == places.sorted())
    let gaps = zip(places.dropFirst(), places).map(-)
    // Even spacing would be 1/8; thinning can at most double one gap against another.
    #expect(gaps.allSatisfy { $0 > 0.04 && $0 < 0.26 })
    #expect(places[0] < 0.2 && places[limit - 1] > 0.8)
  }

  @Test func spreadingTakesTheMiddlesOfEqualParts() {
    #expect([0, 1, 2, 3, 4, 5, 6, 7].spread(2) == [2, 6])
    #expect([0, 1, 2].spread(3) == [0, 1, 2])
    #expect([0, 1, 2].spread(nil) == [0, 1, 2])
    #expect([Int]().spread(4).isEmpty)
  }
}
