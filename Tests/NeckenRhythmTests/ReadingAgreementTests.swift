import NeckenRhythm
import Testing

/// Readings with the same beats speak for them together.
@Suite struct ReadingAgreementTests {
  private let agreement = ReadingAgreement()

  /// Half a minute of even beats.
  private func beats(every seconds: Double, from first: Double = 0.2) -> [Double] {
    (0..<Int(30 / seconds)).map { first + Double($0) * seconds }
  }

  @Test func manyReadingsOfTheSameBeatsBeatOneOfHalfAsMany() {
    let quick = beats(every: 0.4)
    let joined = agreement.joined([0, -0.4, -0.6, -0.5], beats: [beats(every: 0.8), quick, quick, beats(every: 0.4, from: 0.22)])
    #expect(joined[0] == 0, "who agrees with nobody keeps its odds")
    #expect(joined[1] > joined[0], "the best of those that share the likelier beats")
    #expect(joined[1] > joined[3] && joined[3] > joined[2], "their order stays")
  }

  @Test func aSureReadingIsNotOutvoted() {
    let quick = beats(every: 0.4)
    let joined = agreement.joined([3, 0, 0, 0, 0], beats: [beats(every: 0.8), quick, quick, quick, quick])
    #expect(joined.max() == joined[0])
  }

  @Test func whatIsFarBelowTheBestDoesNotCount() {
    #expect(agreement.joined([0, -9], beats: [beats(every: 0.4), beats(every: 0.4)]) == [0, -9])
  }

  @Test func beatsOffTheBeatDoNotAgree() {
    let apart = agreement.joined([0, -0.1], beats: [beats(every: 0.4), beats(every: 0.4, from: 0.4)])
    #expect(apart == [0, -0.1])
  }

  @Test func nothingIsMadeOfNothing() {
    #expect(agreement.joined([], beats: []).isEmpty)
    #expect(agreement.joined([0, 0], beats: [[], []]).max { $0 < $1 }?.isFinite == true)
  }
}
