package import NeckenCore

/// MusiCNN's two networks, ready to listen; one value serves all analyses of a process.
///
/// Source: Pons, Serra, "musicnn: pre-trained convolutional neural networks for music audio tagging",
/// 2019, arXiv:1909.06654. Weights: Models/Cards/musicnn.md.
package struct MusiCNN: Sendable {
  package static let sampleRateHz = 16_000.0
  package static let embeddingModel = "musicnn-msd"
  package static let voiceModel = "musicnn-mtt"

  package let configuration: MusiCNNConfiguration
  /// What took part, for the artifacts' provenance.
  package let stamps: [ModelStamp]
  let msd: TaggingModel
  let mtt: TaggingModel

  /// Finds and compiles both networks. Cost: about 0.13 s, 0.03 s where they were compiled before.
  ///
  /// - Throws: `ModelError` when weights are missing or damaged, `InferenceError` without OpenVINO.
  package init(store: ModelStore, configuration: MusiCNNConfiguration = .init()) throws {
    self.configuration = configuration
    msd = try TaggingModel(Self.embeddingModel, shortName: "msd", store: store)
    mtt = try TaggingModel(Self.voiceModel, shortName: "mtt", store: store)
    stamps = [msd.stamp, mtt.stamp]
  }

  /// A fresh extractor for one recording.
  package func makeExtractor() throws -> MusiCNNExtractor { try MusiCNNExtractor(self) }
}
