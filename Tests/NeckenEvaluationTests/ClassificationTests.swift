import NeckenEvaluation
import Testing

@Suite("Classification measures")
struct ClassificationTests {
  struct Case: Decodable {
    var labels: [String]
    var reference: [String]
    var estimate: [String]
    var probabilities: [[Double]]
    var accuracy: Double
    var macro_f: Double
    var confusion: [[Int]]
    var brier: Double
  }

  @Test func equalScikitLearn() throws {
    for item in try GoldenFile.decode([Case].self, "classification.json") {
      let matrix = try ConfusionMatrix(reference: item.reference, estimate: item.estimate)
      #expect(matrix.counts == item.confusion)
      #expect(abs(matrix.accuracy - item.accuracy) < 1e-12)
      #expect(abs(matrix.macroFMeasure - item.macro_f) < 1e-12)
      let brier = try Calibration.brierScore(
        probabilities: item.probabilities, labels: item.labels, reference: item.reference)
      #expect(abs(brier - item.brier) < 1e-12)
    }
  }

  @Test func graveErrorsCostMore() throws {
    let matrix = try ConfusionMatrix(
      reference: ["Polska", "Polska", "Snoa", "Snoa"], estimate: ["Polska", "Polka", "Polka", "Snoa"])
    let cost = matrix.meanCost { reference, estimate in
      if reference == estimate { return 0 }
      return reference == "Polska" ? 1 : 0.25
    }
    #expect(abs(cost - 1.25 / 4) < 1e-12)
  }

  @Test func calibrationErrorByHand() {
    // Bin (.6, .667]: confidence .65, half right; bin (.933, 1]: confidence 1, all right.
    let error = Calibration.expectedError(
      confidences: [0.65, 0.65, 1, 1], isCorrect: [true, false, true, true])
    #expect(abs(error - 0.075) < 1e-12)
    // An upper edge belongs to its bin, as Guo et al. have it: one bin of two, half right.
    #expect(abs(Calibration.expectedError(confidences: [0.5, 0.4], isCorrect: [true, false], bins: 2) - 0.05) < 1e-12)
    #expect(Calibration.expectedError(confidences: [0, 1], isCorrect: [false, true]) == 0)
    #expect(Calibration.expectedError(confidences: [], isCorrect: []) == 0)
  }

  @Test func mismatchesAreNamed() throws {
    #expect(throws: ClassificationError.lengthsDiffer(reference: 1, estimate: 2)) {
      try ConfusionMatrix(reference: ["a"], estimate: ["a", "b"])
    }
    #expect(throws: ClassificationError.classMissing(label: "b", sample: 0)) {
      try Calibration.brierScore(probabilities: [[1]], labels: ["a"], reference: ["b"])
    }
    let empty = try ConfusionMatrix(reference: [], estimate: [])
    #expect(empty.accuracy == 0)
    #expect(empty.macroFMeasure == 0)
  }
}
