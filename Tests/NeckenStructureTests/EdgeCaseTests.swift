import NeckenCore
import NeckenStructure
import TestSupport
import Testing

@Suite("Bars that have no form")
struct EdgeCaseTests {
  static func constant(bars: Int, _ value: (_ cell: Int, _ band: Int) -> Float) throws -> BarFeatures {
    let bar = (0..<4).flatMap { cell in (0..<12).map { value(cell, $0) } }
    return try BarFeatures(
      values: (0..<bars).flatMap { _ in bar }, barTimes: (0...bars).map(Double.init), cellsPerBar: 4, bandCount: 12)
  }

  @Test(arguments: [0, 1, 2, 7, 8, 40])
  func silenceHasNone(bars: Int) throws {
    let found = StructureAnalyzer().analyze(try Self.constant(bars: bars) { _, _ in 0 })
    #expect(found.sections.isEmpty)
    #expect(found.repetitionStrength == 0)
  }

  @Test func aMetronomeHasNone() throws {
    let found = StructureAnalyzer().analyze(try Self.constant(bars: 64) { cell, band in cell == 0 ? Float(band) : 0 })
    #expect(found.sections.isEmpty)
  }

  @Test(arguments: 1...12)
  func fewBarsAreNoTrouble(bars: Int) throws {
    let form = MadeUpForm("AA", bars: bars)
    let found = StructureAnalyzer().analyze(try form.features())
    #expect(found.boundaries.isEmpty || found.boundaries.last == 2 * bars)
    #expect(found.boundaries.isEmpty || found.boundaries.first == 0)
  }

  @Test func featuresMustFit() {
    #expect(throws: StructureError.valueCount(expected: 24, got: 23)) {
      try BarFeatures(values: Array(repeating: 0, count: 23), barTimes: [0, 1, 2], cellsPerBar: 3, bandCount: 4)
    }
    #expect(throws: StructureError.timeNotIncreasing(bar: 2)) {
      try BarFeatures(values: Array(repeating: 0, count: 24), barTimes: [0, 1, 1], cellsPerBar: 3, bandCount: 4)
    }
  }

  @Test func sectionsCoverEveryBarOnce() throws {
    for seed in UInt64(1)...30 {
      var random = SeededGenerator(seed: seed)
      let parts = (0..<Int.random(in: 2...12, using: &random)).map { _ in
        MadeUpForm.Part(
          label: String("ABCDE".randomElement(using: &random) ?? "A"), bars: Int.random(in: 2...13, using: &random))
      }
      var written: [String: Int] = [:]
      let form = MadeUpForm(
        parts.map { part in
          let bars = written[part.label] ?? part.bars
          written[part.label] = bars
          return MadeUpForm.Part(label: part.label, bars: bars)
        }, noise: Double.random(in: 0...2, using: &random), seed: seed)
      let features = try form.features()
      let found = StructureAnalyzer().analyze(features)
      guard !found.sections.isEmpty else { continue }
      var bar = 0
      for section in found.sections {
        #expect(section.firstBar == bar)
        #expect(section.barCount > 0)
        bar += section.barCount
      }
      #expect(bar == features.barCount)
      #expect((0...1).contains(found.repetitionStrength))
      #expect(found.turnTimes == found.turnTimes.sorted())
      #expect(StructureAnalyzer().analyze(features) == found)
    }
  }
}
