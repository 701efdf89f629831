import NeckenEvaluation
import Testing

@Suite("Key and tempo measures")
struct KeyAndTempoTests {
  struct Row: Decodable {
    var reference: MusicalKey
    var estimate: MusicalKey
    var score: Double

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      reference = MusicalKey(
        tonic: try values.decode(Int.self), mode: try values.decode(MusicalKey.Mode.self))
      estimate = MusicalKey(
        tonic: try values.decode(Int.self), mode: try values.decode(MusicalKey.Mode.self))
      score = try values.decode(Double.self)
    }
  }

  @Test func keysWeighAsInMirEval() throws {
    let rows = try GoldenFile.decode([Row].self, "keys.json")
    #expect(rows.count == 216)
    for row in rows {
      #expect(row.reference.mirexScore(ofEstimate: row.estimate) == row.score, "\(row.reference) \(row.estimate)")
    }
  }

  @Test(arguments: [
    (100.0, 104.0, true, true), (100, 104.1, false, false), (100, 200, false, true), (100, 33.5, false, true),
    (100, 150, false, false), (100, 0, false, false),
  ])
  func tempoWithinFourPerCent(reference: Double, estimate: Double, isCorrect: Bool, atAnyLevel: Bool) {
    let accuracy = TempoAccuracy(referenceBpm: reference, estimateBpm: estimate)
    #expect(accuracy.isCorrect == isCorrect)
    #expect(accuracy.isCorrectAtAnyLevel == atAnyLevel)
  }
}
