/// Whether a tempo is right, as the field counts it (Gouyon et al., "An experimental comparison of audio
/// tempo induction algorithms", IEEE TASLP 14(5), 2006).
public struct TempoAccuracy: Hashable, Sendable, Codable {
  /// Accuracy 1: within the tolerance of the reference.
  public var isCorrect: Bool
  /// Accuracy 2: within the tolerance of the reference or of a multiple dancers may hear.
  public var isCorrectAtAnyLevel: Bool

  /// The tolerance and the multiples of Gouyon et al.
  public struct Configuration: Hashable, Sendable, Codable {
    /// Largest deviation, as a share of the (multiplied) reference.
    public var tolerance = 0.04
    /// Multiples of the reference that Accuracy 2 also accepts.
    public var multiples = [2, 3, 1.0 / 2, 1.0 / 3]

    public init() {}
  }

  /// - Parameters:
  ///   - referenceBpm: true tempo, above 0.
  ///   - estimateBpm: tempo to judge; any unit, as long as it is the reference's.
  public init(referenceBpm: Double, estimateBpm: Double, configuration: Configuration = Configuration()) {
    func agrees(_ multiple: Double) -> Bool {
      abs(estimateBpm - multiple * referenceBpm) <= configuration.tolerance * multiple * referenceBpm
    }
    isCorrect = agrees(1)
    isCorrectAtAnyLevel = isCorrect || configuration.multiples.contains(where: agrees)
  }
}
