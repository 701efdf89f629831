import NeckenCore
import NeckenStructure
import TestSupport
import Testing

@Suite("Forms are found by what returns")
struct FormTests {
  static let seeds: [UInt64] = Array(1...8)

  @Test(arguments: [
    "AABB", "AABBCC", "ABAC", "AABBAABB", "AABCCB", "AABBCCAABBCC", "AABAAB",
  ], seeds)
  func everyPhraseOfEight(labels: String, seed: UInt64) throws {
    let form = MadeUpForm(labels, seed: seed)
    let found = StructureAnalyzer().analyze(try form.features())
    #expect(found.boundaries == form.boundaries)
    #expect(found.letters == labels)
    #expect(found.phraseLengthBars == 8)
    #expect(found.repetitionStrength > 0.3)
  }

  @Test(arguments: [4, 5, 6, 7, 9, 10, 11, 12, 16], seeds)
  func everyLengthOfPhrase(bars: Int, seed: UInt64) throws {
    let form = MadeUpForm("AABBCCAABBCC", bars: bars, seed: seed)
    let found = StructureAnalyzer().analyze(try form.features())
    #expect(found.boundaries == form.boundaries)
    #expect(found.letters == "AABBCCAABBCC")
    #expect(found.phraseLengthBars == bars)
  }

  @Test(arguments: [[5, 7], [8, 9], [6, 10], [4, 8], [12, 8], [9, 7]], seeds)
  func crookedPhrases(lengths: [Int], seed: UInt64) throws {
    let turn = [
      MadeUpForm.Part(label: "A", bars: lengths[0]), MadeUpForm.Part(label: "A", bars: lengths[0]),
      MadeUpForm.Part(label: "B", bars: lengths[1]), MadeUpForm.Part(label: "B", bars: lengths[1]),
    ]
    let form = MadeUpForm(turn + turn, seed: seed)
    let found = StructureAnalyzer().analyze(try form.features())
    #expect(found.boundaries == form.boundaries)
    #expect(found.letters == "AABBAABB")
    let start = 0.5 + MadeUpForm.barSeconds * Double(2 * (lengths[0] + lengths[1]))
    #expect(found.turnTimes == [0.5, start])
  }

  /// One new bar is another ending; three are a variation.
  @Test(arguments: [1, 3], seeds)
  func variedReturnsGetAPrime(newBars: Int, seed: UInt64) throws {
    let form = MadeUpForm(
      ["A", "B"].flatMap { [.init(label: $0, bars: 8), .init(label: $0, bars: 8, newBars: newBars)] }, seed: seed)
    let found = StructureAnalyzer().analyze(try form.features())
    #expect(found.boundaries == form.boundaries)
    #expect(found.sections.map(\.label) == (newBars == 1 ? ["A", "A", "B", "B"] : ["A", "A'", "B", "B'"]))
  }

  @Test(arguments: [0.5, 1, 1.5], seeds)
  func noiseAsLoudAsTheMusic(noise: Double, seed: UInt64) throws {
    let form = MadeUpForm("AABBAABB", noise: noise, seed: seed)
    let found = StructureAnalyzer().analyze(try form.features())
    #expect(found.boundaries == form.boundaries)
    #expect(found.letters == "AABBAABB")
  }

  @Test(arguments: [16, 40, 100, 300], seeds)
  func nothingReturnsInNoise(bars: Int, seed: UInt64) throws {
    let form = MadeUpForm("A", bars: bars, noise: 0, seed: seed)
    let found = StructureAnalyzer().analyze(try form.features())
    #expect(found.sections.isEmpty)
    #expect(found.phraseLengthBars == nil)
    #expect(found.turnTimes.isEmpty)
    #expect(found.repetitionStrength < 0.15)
  }

  @Test func introductionAndTailStandAlone() throws {
    let form = MadeUpForm(
      [
        .init(label: "X", bars: 4), .init(label: "A", bars: 8), .init(label: "A", bars: 8),
        .init(label: "B", bars: 8), .init(label: "B", bars: 8), .init(label: "Y", bars: 5),
      ])
    let found = StructureAnalyzer().analyze(try form.features())
    #expect(found.boundaries == form.boundaries)
    #expect(found.letters == "ABBCCD")
  }

  @Test func manyPhrasesAreNamedOn() throws {
    let letters = (0..<28).map { MadeUpForm.Part(label: "\($0)", bars: 6) }
    let form = MadeUpForm(letters.flatMap { [$0, $0] }, noise: 0.1)
    let found = StructureAnalyzer().analyze(try form.features())
    #expect(found.sections.map(\.label).suffix(5) == ["Z", "AA", "AA", "AB", "AB"])
  }

  @Test func sectionsLieInTime() throws {
    let form = MadeUpForm("AABB")
    let found = StructureAnalyzer().analyze(try form.features())
    let second = try #require(found.sections.dropFirst().first)
    #expect(second.startSeconds == 0.5 + 8 * MadeUpForm.barSeconds)
    #expect(second.endSeconds == 0.5 + 16 * MadeUpForm.barSeconds)
  }
}
