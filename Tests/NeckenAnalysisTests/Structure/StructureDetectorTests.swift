import NeckenAnalysis
import NeckenCore
import NeckenEvaluation
import NeckenSignal
import TestSupport
import Testing

@Suite("Form of rendered tunes with exact bars")
struct StructureDetectorTests {
  struct Tune: Sendable, CustomTestStringConvertible {
    var form: TuneForm
    var timing: TuneTiming
    var style: MelodyStyle

    var testDescription: String { form.phrases.map { "\($0.label)\($0.bars)" }.joined(separator: " ") }
  }

  /// Tunes of several meters, forms, tempi and ways of playing; none shares a melody with another.
  static func tunes(seeds: ClosedRange<UInt64>) -> [Tune] {
    let forms = [
      TuneForm("AABB"), TuneForm("AABBAABB"), TuneForm("AABBCC"), TuneForm([("A", 5), ("A", 5), ("B", 7), ("B", 7)]),
      TuneForm([("A", 8), ("A", 8), ("B", 10), ("B", 10)]), TuneForm("AABBAABB", bars: 6), TuneForm("AABB", bars: 12),
    ]
    return seeds.enumerated().map { index, seed in
      var random = SeededGenerator(seed: seed)
      let meter = [Meter.three, .four, .two, .sixEight].randomElement(using: &random) ?? .three
      var timing = TuneTiming(meter: meter, bpm: Double.random(in: 90...150, using: &random))
      if meter == .three { timing.beatShares = [0.26, 0.42, 0.32] }
      timing.barJitter = 0.01
      timing.upbeatBeats = index % 3 == 0 ? 1 : 0
      timing.seed = seed
      var style = MelodyStyle()
      style.seed = seed
      style.looseness = 0.015
      style.noise = [0.0005, 0.005, 0.02].randomElement(using: &random) ?? 0
      style.drone = index % 4 == 0 ? 0.5 : 0
      style.footTaps = index % 2 == 0 ? .everyBeat : .none
      return Tune(form: forms[index % forms.count], timing: timing, style: style)
    }
  }

  static func detect(_ tune: SyntheticTune) throws -> StructureArtifacts {
    let frames = try StructureSpectrum().extract(from: tune.samples)
    return try StructureDetector().structure(of: frames, beats: tune.grid)
  }

  /// The first range was listened to in development, the second was kept aside.
  @Test(arguments: [UInt64(2001)...2028, 7001...7028])
  func boundariesAndLabelsAreRight(seeds: ClosedRange<UInt64>) throws {
    var right = 0
    var boundaries: [HitRate] = []
    let tunes = Self.tunes(seeds: seeds)
    for tune in tunes {
      let rendered = SyntheticTune.melody(tune.timing, style: tune.style, form: tune.form)
      let found = try Self.detect(rendered)
      let scores = SegmentEvaluation.evaluate(reference: rendered.sections, estimate: found.sections)
      boundaries.append(scores.boundaryExactBar)
      if scores.boundaryExactBar.fMeasure == 1, scores.labelAgreement.fMeasure > 0.99 { right += 1 }
    }
    // The same bars are given to both sides, so "within half a bar" is "the same bar line".
    let mean = boundaries.reduce(0) { $0 + $1.fMeasure } / Double(tunes.count)
    #expect(mean >= 0.9)
    #expect(Double(right) >= 0.9 * Double(tunes.count), "\(right) of \(tunes.count)")
  }

  @Test func turnsBeginWhereTheFormReturns() throws {
    let rendered = SyntheticTune.melody(TuneTiming(meter: .three, bpm: 120), form: TuneForm("AABBAABB"))
    let found = try Self.detect(rendered)
    #expect(found.turnTimes.count == 2)
    #expect(found.phraseLengthBars == 8)
    #expect(found.turnTimes.last.map { abs($0 - rendered.sections[4].startSeconds) < 0.01 } == true)
  }

  @Test func clicksHaveNoForm() throws {
    let found = try Self.detect(.clicks(TuneTiming(meter: .three, bpm: 120), bars: 48))
    #expect(found.sections.isEmpty)
  }

  @Test func withoutBarsThereIsNoForm() throws {
    let rendered = SyntheticTune.melody(TuneTiming(meter: .three, bpm: 120))
    let frames = try StructureSpectrum().extract(from: rendered.samples)
    #expect(try StructureDetector().structure(of: frames, beats: .empty).sections.isEmpty)
    let noDownbeats = try BeatGrid(times: [1, 2, 3], numbers: [2, 3, 4])
    #expect(try StructureDetector().structure(of: frames, beats: noDownbeats).sections.isEmpty)
  }
}
