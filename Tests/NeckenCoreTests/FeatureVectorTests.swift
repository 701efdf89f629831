import NeckenCore
import Testing

@Suite("Feature vector")
struct FeatureVectorTests {
  @Test("The layout is the one that stored vectors have")
  func layout() {
    #expect(FeatureVector.count == 217)
    #expect(FeatureVector.Scalar.allCases.map(\.index) == Array(200...216))
    #expect(FeatureVector.name(at: 0) == "embedding_0")
    #expect(FeatureVector.name(at: 203) == "r1")
    #expect(FeatureVector.name(at: 216) == "bounciness")
  }

  @Test("Wrong lengths and values that are not numbers are refused, never cut or padded")
  func refusals() {
    #expect(throws: FeatureVectorError.wrongCount(218)) {
      try FeatureVector(values: Array(repeating: 0, count: 218), hasEmbedding: true)
    }
    #expect(throws: FeatureVectorError.notFinite(slot: "bpm")) {
      try FeatureVector(embedding: nil) { $0 == .bpm ? .nan : 0 }
    }
  }
}
