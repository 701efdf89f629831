import NeckenCore
import NeckenStyle
import TestSupport
import Testing

/// What meter, tempo and lilt alone say of each dance of the table.
@Suite struct HeuristicTests {
  let rule = HeuristicRule()

  private func best(_ features: DerivedFeatures) -> StyleEvidence? {
    rule.evidence(in: StyleContext(features: features)).max { $0.confidence < $1.confidence }
  }

  static let textbook: [(DanceStyle, DerivedFeatures)] = [
    (.polska, Sample.polska),
    (.polska, Sample.features(.three, bpm: 118, shares: [0.22, 0.44, 0.34], pattern: .shortLongMedium)),
    (.slangpolska, Sample.features(.three, bpm: 106, subdivision: .sixteenth)),
    (.hambo, Sample.features(.three, bpm: 112, shares: [0.38, 0.31, 0.31], pattern: .longShortShort, swing: 1.9)),
    (.vals, Sample.features(.three, bpm: 172)),
    (.mazurka, Sample.features(.three, bpm: 146, swing: 2.3, subdivision: .triplet)),
    (.menuett, Sample.features(.three, bpm: 84)),
    (.springlek, Sample.features(.three, bpm: 118, shares: [0.36, 0.36, 0.28], pattern: .longLongShort)),
    (.springar, Sample.features(.three, bpm: 122, shares: [0.39, 0.33, 0.28], pattern: .longMediumShort)),
    (.schottis, Sample.features(.four, bpm: 150, swing: 1.8, subdivision: .triplet)),
    (.polka, Sample.features(.two, bpm: 126)),
    (.engelska, Sample.features(.four, bpm: 122, subdivision: .sixteenth)),
    (.ganglat, Sample.features(.two, bpm: 68)),
    (.jig, Sample.features(.sixEight, bpm: 120, subdivision: .triplet)),
    (.slipJig, Sample.features(.nineEight, bpm: 120, subdivision: .triplet)),
  ]

  @Test(arguments: textbook.indices)
  func knowsATextbookExample(index: Int) {
    let (style, features) = Self.textbook[index]
    #expect(best(features)?.style == style)
  }

  /// Snoa borders on polka and gånglåt, halling on gangar: there the rule may only offer them.
  static let borderline: [(DanceStyle, DerivedFeatures)] = [
    (.snoa, Sample.features(.two, bpm: 100)),
    (.halling, Sample.features(.two, bpm: 100, swing: 1.9, subdivision: .triplet)),
    (.gangar, Sample.features(.sixEight, bpm: 92, subdivision: .triplet)),
    (.reel, Sample.features(.four, bpm: 104, subdivision: .sixteenth)),
    (.hornpipe, Sample.features(.four, bpm: 172, swing: 2, subdivision: .triplet)),
  ]

  @Test(arguments: borderline.indices)
  func offersABorderlineExample(index: Int) {
    let (style, features) = Self.borderline[index]
    #expect(rule.evidence(in: StyleContext(features: features)).contains { $0.style == style })
  }

  @Test func saysWhyInADancersWords() throws {
    let polska = try #require(best(Sample.polska))
    #expect(
      polska.reason
        == "three beats to the bar, short first and long second beat in 41 of 48 bars, even eighths, 112 bpm, phrases of 8 bars: Polska, of the Boda kind"
    )
    #expect(polska.subStyle == "Bodapolska")
  }

  @Test func namesNoSubStyleOnThinEvidence() throws {
    let few = Sample.features(
      .three, bpm: 112, shares: [0.27, 0.41, 0.32], pattern: .shortLongMedium, agreement: 0.9, bars: 9)
    #expect(try #require(best(few)).subStyle == nil)
  }

  @Test func isSilentWithoutABeat() {
    let found = rule.evidence(in: StyleContext(features: Sample.noBeat))
    #expect(found.map(\.style) == [.unknown])
    #expect(found.first?.reason == "no steady beat was found")
  }

  /// Whatever the measurements, no guess passes the cap, and together they are no more than certain.
  @Test func neverPassesItsCap() {
    var generator = SeededGenerator(seed: 50)
    let meters: [Meter] = [.two, .three, .four, .sixEight, .nineEight, Meter(beatsPerBar: 5)]
    for _ in 0..<2000 {
      let features = Sample.features(
        meters.randomElement(using: &generator) ?? .two, probability: .random(in: 0.3...1, using: &generator),
        bpm: .random(in: 20...400, using: &generator), swing: .random(in: 0.5...4, using: &generator),
        subdivision: Subdivision.allCases.randomElement(using: &generator) ?? .none,
        phrase: Bool.random(using: &generator) ? .random(in: 4...16, using: &generator) : nil)
      let found = rule.evidence(in: StyleContext(features: features))
      #expect(found.allSatisfy { $0.confidence <= 0.5 })
      #expect(found.reduce(0) { $0 + $1.confidence } <= 1.000001)
    }
  }

  @Test func staysBehindAHeadThatHasSpoken() {
    let head = StyleEvidence(style: .hambo, confidence: 0.42, reason: "", source: .head)
    let found = rule.evidence(in: StyleContext(features: Sample.polska, earlier: [head]))
    #expect(found.allSatisfy { $0.confidence < 0.42 })
  }

  @Test func namesNoDanceThatTheBarsSpeakAgainst() {
    let dances = DanceTable.standard
    for meter in [Meter.two, .three, .four] {
      let features = Sample.features(meter, probability: 0.42, bpm: 158)
      let found = rule.evidence(in: StyleContext(features: features)).compactMap { dances.profile(of: $0.style) }
      #expect(found.allSatisfy { $0.meters.contains { $0.meter.isTernary == meter.isTernary } })
    }
  }

  @Test func thinMeterEvidenceLowersTheGuess() {
    let confidences = [0.95, 0.6, 0.3].map { probability in
      rule.evidence(in: StyleContext(features: Sample.features(.nineEight, probability: probability, bpm: 120)))
        .first { $0.style == .slipJig }?.confidence ?? 0
    }
    #expect(confidences == confidences.sorted(by: >))
    #expect(confidences[0] == 0.5)
    #expect(confidences[2] < 0.3)
  }
}
