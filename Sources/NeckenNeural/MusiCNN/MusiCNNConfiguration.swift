/// How MusiCNN listens, and how its tags are read.
public struct MusiCNNConfiguration: Hashable, Sendable {
  /// Which layer the embedding is.
  public enum Layer: String, Hashable, Sendable {
    /// The penultimate layer as the network's authors give it: after ReLU and normalisation.
    case penultimate = "embedding"
    /// The same layer before ReLU and normalisation, which Essentia calls `model/dense/BiasAdd`;
    /// for collections that already hold such embeddings.
    case preActivation = "dense"
  }

  /// Patches (3 s each) that the embedding is averaged over, spread evenly over the recording;
  /// `nil` is all of them. Cost: about 23 ms each. More than 24 change little; Docs/Algorithms/
  /// embedding-and-voice.md has the figures.
  public var embeddingPatchLimit: Int? = 24
  /// Patches whose tags are heard by the second (MTT) model, of those above; `nil` is all of them.
  public var voicePatchLimit: Int? = 12
  /// Patches in one run of a network. On one core larger batches are no faster, and each patch needs
  /// about 40 MB in either network while it is looked at.
  public var batchSize = 1
  /// Layer that the embedding is.
  public var layer = Layer.penultimate
  /// A patch is silent, and not listened to, when the level of its middling frame is below this. In
  /// decibels relative to full scale (mean square of a full-scale square wave).
  public var silenceLevelDecibels = -60.0
  /// A patch is likewise left out when it is so many decibels below the loudest: run-in grooves,
  /// tape noise, the pause before the applause.
  public var gateBelowLoudestDecibels = 40.0
  /// Tags given in the artifacts, of each model; the most probable ones.
  public var reportedTagsPerModel = 8
  /// How the tags become voice scores.
  public var voice = VoiceWeights()
  /// Whether the result carries a row for each patch.
  public var keepsSeries = false

  public init() {}
}
