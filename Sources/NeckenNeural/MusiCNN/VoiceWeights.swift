/// How the tags of both models become a vocal and an instrumental score.
///
/// Each tag that speaks of a voice, or of its absence, is evidence; the weight says how many times
/// the evidence of a tag counts whose probability is one. A model's evidence is the largest of its
/// weighted probabilities, for the tags of a group mean the same ("vocal", "vocals", "singing").
public struct VoiceWeights: Hashable, Sendable {
  /// A tag of a model and what it counts.
  public struct Weight: Hashable, Sendable {
    /// The model's short name: "msd", "mtt".
    public var model: String
    public var tag: String
    public var weight: Double

    public init(model: String, tag: String, weight: Double) {
      self.model = model
      self.tag = tag
      self.weight = weight
    }
  }

  /// Tags that speak of a voice.
  public var vocal: [Weight] =
    ["female vocalists", "female vocalist", "male vocalists"].map { Weight(model: "msd", tag: $0, weight: 1) }
    + ["vocal", "vocals", "singing", "voice", "female vocal", "male vocal", "female voice", "male voice", "female",
      "male", "woman", "man", "choir", "choral", "opera"].map { Weight(model: "mtt", tag: $0, weight: 1) }
  /// Tags that speak of none.
  public var instrumental: [Weight] =
    [Weight(model: "msd", tag: "instrumental", weight: 1)]
    + ["no vocals", "no vocal", "no voice"].map { Weight(model: "mtt", tag: $0, weight: 1) }
  /// Probabilities below this are the models' noise and count as none: of 50 tags most are never 0.
  public var noiseGate = 0.02
  /// Evidence on both sides before anything is heard; pulls both scores towards 0.5 where the models
  /// say little.
  public var priorEvidence = 0.05

  public init() {}
}
