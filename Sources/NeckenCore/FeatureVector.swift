/// The 217 numbers a classification head learns from, in a fixed, named order.
///
/// 200 embedding values, then 17 scalars (SPEC 1.6). A recording analysed without the embedding has
/// zeros in those slots and `hasEmbedding == false`, so that a head can refuse or ignore them;
/// nothing is ever truncated or padded to fit.
public struct FeatureVector: Hashable, Sendable {
  /// Raised whenever a slot changes its meaning. The Python neckenml's vectors were version 4.
  public static let currentVersion = 5
  public static let embeddingCount = 200
  public static let count = embeddingCount + Scalar.allCases.count

  /// The slots after the embedding, in order.
  public enum Scalar: String, CaseIterable, Sendable, Codable {
    case bpm
    case meanBeatIntervalSeconds = "mean_beat_interval_seconds"
    case punchiness
    case firstBeatShare = "r1"
    case secondBeatShare = "r2"
    case thirdBeatShare = "r3"
    case polskaScore = "polska_score"
    case hamboScore = "hambo_score"
    case bpmStability = "bpm_stability"
    case swingRatio = "swing_ratio"
    case rms
    case zeroCrossingRate = "zcr"
    case onsetRateHz = "onset_rate"
    case ternaryConfidence = "ternary_confidence"
    case voiceProbability = "voice_probability"
    case articulation
    case bounciness

    /// Position in the whole vector, 200…216.
    public var index: Int { FeatureVector.embeddingCount + Self.position[self, default: 0] }

    private static let position = Dictionary(
      uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
  }

  /// All 217 values, finite.
  public let values: [Double]
  /// Whether the first 200 values were measured.
  public let hasEmbedding: Bool

  /// - Parameters:
  ///   - embedding: 200 values, or `nil` when no embedding model was at hand.
  ///   - scalar: the value of each named slot.
  /// - Throws: ``FeatureVectorError`` when a count is wrong or a value is not finite.
  public init(embedding: [Double]?, scalar: (Scalar) -> Double) throws(FeatureVectorError) {
    let head = embedding ?? Array(repeating: 0, count: Self.embeddingCount)
    try self.init(values: head + Scalar.allCases.map(scalar), hasEmbedding: embedding != nil)
  }

  /// - Throws: ``FeatureVectorError`` when there are not exactly 217 values or one is not finite.
  public init(values: [Double], hasEmbedding: Bool) throws(FeatureVectorError) {
    guard values.count == Self.count else { throw .wrongCount(values.count) }
    if let index = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(slot: Self.name(at: index)) }
    self.values = values
    self.hasEmbedding = hasEmbedding
  }

  public subscript(scalar: Scalar) -> Double { values[scalar.index] }

  /// The first 200 values.
  public var embedding: ArraySlice<Double> { values[..<Self.embeddingCount] }

  /// The slot's name: "embedding_17", "swing_ratio".
  public static func name(at index: Int) -> String {
    index < embeddingCount
      ? "embedding_\(index)" : Scalar.allCases[index - embeddingCount].rawValue
  }
}

public enum FeatureVectorError: NeckenError, Equatable {
  case wrongCount(Int)
  case notFinite(slot: String)

  public var cause: String {
    switch self {
    case .wrongCount(let count): "a feature vector has \(FeatureVector.count) values, got \(count)"
    case .notFinite(let slot): "feature \(slot) is not a finite number"
    }
  }

  public var remedy: String? {
    switch self {
    case .wrongCount: "the vector is from another feature version: re-analyse the recording"
    case .notFinite: "re-analyse the recording"
    }
  }
}
