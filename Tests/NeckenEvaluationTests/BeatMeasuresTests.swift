import NeckenEvaluation
import Testing

@Suite("Beat measures equal mir_eval's")
struct BeatMeasuresTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var reference: [Double]
    var estimate: [Double]
    var f_measure: Double
    var f_measure_wide: Double
    var cemgil: Double
    var cemgil_best: Double
    var continuity: [Double]
    var information_gain: Double

    var testDescription: String { name }
    var trimmed: (reference: [Double], estimate: [Double]) {
      (BeatMeasures.trimmed(reference, fromSeconds: 5), BeatMeasures.trimmed(estimate, fromSeconds: 5))
    }
  }

  /// Sums may be taken in another order than NumPy's.
  static let tolerance = 1e-9

  @Test func sameScoresOnEveryPair() throws {
    let cases = try GoldenFile.decode([Case].self, "beats.json")
    #expect(cases.count > 50)
    for item in cases {
      let (reference, estimate) = item.trimmed
      func expectClose(_ value: Double, _ expected: Double, _ measure: String) {
        #expect(abs(value - expected) < Self.tolerance, "\(item.name): \(measure)")
      }
      expectClose(
        BeatMeasures.hitRate(reference: reference, estimate: estimate).fMeasure, item.f_measure, "F, 70 ms")
      expectClose(
        BeatMeasures.hitRate(reference: reference, estimate: estimate, toleranceSeconds: 0.1).fMeasure,
        item.f_measure_wide, "F, 100 ms")
      let cemgil = BeatMeasures.cemgil(reference: reference, estimate: estimate)
      expectClose(cemgil.sameLevel, item.cemgil, "Cemgil")
      expectClose(cemgil.bestLevel, item.cemgil_best, "Cemgil, best level")
      let continuity = BeatMeasures.continuity(reference: reference, estimate: estimate)
      expectClose(continuity.correctLevelContinuous, item.continuity[0], "CMLc")
      expectClose(continuity.correctLevelTotal, item.continuity[1], "CMLt")
      expectClose(continuity.anyLevelContinuous, item.continuity[2], "AMLc")
      expectClose(continuity.anyLevelTotal, item.continuity[3], "AMLt")
      expectClose(
        BeatMeasures.informationGain(reference: reference, estimate: estimate), item.information_gain,
        "information gain")
    }
  }
}
