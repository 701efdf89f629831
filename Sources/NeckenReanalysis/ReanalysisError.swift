public import NeckenCore

public enum ReanalysisError: NeckenError, Equatable {
  case beatsPerBarOutOfRange(Int)
  case wrongEmbeddingCount(Int)
  case wrongSummaryCount(Int)
  case vector(FeatureVectorError)

  public var cause: String {
    switch self {
    case .beatsPerBarOutOfRange(let count): "a bar cannot have \(count) beats here"
    case .wrongEmbeddingCount(let count):
      "the artifacts hold an embedding of \(count) values where \(FeatureVector.embeddingCount) are needed"
    case .wrongSummaryCount(let count):
      "the artifacts' summary holds \(count) values where \(FeatureVector.Scalar.allCases.count) are needed"
    case .vector(let error): error.cause
    }
  }

  public var remedy: String? {
    switch self {
    case .beatsPerBarOutOfRange:
      """
      give a number from \(ReanalysisOptions.allowedBeatsPerBar.lowerBound) to \
      \(ReanalysisOptions.allowedBeatsPerBar.upperBound)
      """
    case .wrongEmbeddingCount, .wrongSummaryCount: "analyse the recording anew"
    case .vector(let error): error.remedy
    }
  }
}
