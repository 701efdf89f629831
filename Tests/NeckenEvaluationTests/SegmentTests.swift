import NeckenCore
import NeckenEvaluation
import Testing

@Suite("Segmentation measures equal mir_eval's")
struct SegmentTests {
  struct Case: Decodable, Sendable {
    var reference: [Row]
    var estimate: [Row]
    var half: [Double]
    var three: [Double]
    var half_trimmed: [Double]
    var pairwise: [Double]
  }

  /// `[start, end, label]` in the golden file.
  struct Row: Decodable, Sendable {
    var segment: SegmentMeasures.Segment

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      segment = SegmentMeasures.Segment(
        startSeconds: try values.decode(Double.self), endSeconds: try values.decode(Double.self),
        label: try values.decode(String.self))
    }
  }

  @Test func sameScoresOnEveryPair() throws {
    let cases = try GoldenFile.decode([Case].self, "segments.json")
    #expect(cases.count == 30)
    for (index, item) in cases.enumerated() {
      let reference = item.reference.map(\.segment)
      let estimate = item.estimate.map(\.segment)
      func expectClose(_ rate: HitRate, _ expected: [Double], _ measure: String) {
        let distances = zip([rate.precision, rate.recall, rate.fMeasure], expected).map { abs($0 - $1) }
        #expect(distances.allSatisfy { $0 < 1e-9 }, "case \(index): \(measure)")
      }
      for (expected, seconds, trims) in [
        (item.half, 0.5, false), (item.three, 3, false), (item.half_trimmed, 0.5, true),
      ] {
        let rate = SegmentMeasures.boundaryHitRate(
          reference: reference, estimate: estimate, toleranceSeconds: seconds, trimsEnds: trims)
        expectClose(rate, expected, "boundaries, \(seconds) s")
      }
      expectClose(
        SegmentMeasures.pairwise(reference: reference, estimate: estimate), item.pairwise, "pairwise")
    }
  }

  static func sections(_ form: [(label: String, bars: Int)]) -> [Section] {
    var bar = 0
    return form.map { part in
      defer { bar += part.bars }
      return Section(
        startSeconds: Double(bar) * 2, endSeconds: Double(bar + part.bars) * 2, label: part.label, firstBar: bar,
        barCount: part.bars)
    }
  }

  @Test func sectionsAreComparedByBarAndLabel() {
    let reference = Self.sections([("A", 8), ("A", 8), ("B", 8), ("B", 8)])
    let renamed = Self.sections([("C", 8), ("C'", 8), ("D", 8), ("D", 8)])
    let scores = SegmentEvaluation.evaluate(reference: reference, estimate: renamed)
    #expect(scores.boundaryExactBar.fMeasure == 1)
    #expect(scores.labelAgreement.fMeasure == 1)
    let strict = SegmentEvaluation.evaluate(
      reference: reference, estimate: renamed, variationsAreSame: false)
    #expect(strict.labelAgreement.recall < 1)
    #expect(strict.labelAgreement.precision == 1)
  }

  @Test func shortEstimateIsFilledUp() {
    let reference = Self.sections([("A", 8), ("B", 8)])
    let estimate = [
      Section(startSeconds: 4, endSeconds: 16, label: "A", firstBar: 2, barCount: 6)
    ]
    let scores = SegmentEvaluation.evaluate(reference: reference, estimate: estimate)
    #expect(scores.boundaryHalfSecond.precision == 0.5)
    #expect(scores.labelAgreement.precision > 0.9)
    #expect(scores.labelAgreement.recall < 0.9)
    #expect(SegmentEvaluation.evaluate(reference: [], estimate: estimate).labelAgreement == .none)
    #expect(SegmentEvaluation.evaluate(reference: reference, estimate: []).boundaryExactBar == .none)
  }
}
