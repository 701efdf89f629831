import Foundation
package import NeckenCore
import NeckenSignal

/// Listens to a recording (mono, 16 000 Hz) with MusiCNN: what kind of music it is, and whether
/// somebody sings.
///
/// Cost: about 23 ms a patch and model, 0.9 s in all with the default limits, however long the
/// recording; the mel spectrogram takes 10 ms a minute. Memory: 72 KB for each of twice the patches
/// wanted.
package struct MusiCNNExtractor: SignalExtractor {
  package struct Output: Sendable {
    /// `nil` when there was nothing to hear.
    package var embedding: EmbeddingArtifacts?
    /// `nil` when there was nothing to hear.
    package var voice: VoiceArtifacts?
    /// Why something is missing or weaker than usual; empty otherwise.
    package var degradations: [Degradation]
  }

  private let networks: MusiCNN
  private var spectrum: ShortTimeSpectrum<PatchCollector>

  init(_ networks: MusiCNN) throws {
    self.networks = networks
    let settings = SpectrumSettings(sampleRateHz: MusiCNN.sampleRateHz, frameLength: 512, hopLength: 256)
    spectrum = try ShortTimeSpectrum(
      settings,
      consumer: PatchCollector(spectrum: settings, limit: networks.configuration.embeddingPatchLimit))
  }

  package mutating func consume(_ block: UnsafeBufferPointer<Float>) throws { try spectrum.consume(block) }

  /// - Throws: `InferenceError` when a network fails.
  package mutating func finish() throws -> Output {
    let (collected, isRepeated) = try spectrum.finish()
    let patches = audible(collected)
    guard !patches.isEmpty else { return .nothingHeard }
    let configuration = networks.configuration

    let first = try networks.msd.run(
      patches, batchSize: configuration.batchSize, outputs: [configuration.layer.rawValue, "tags"])
    let chosen = patches.spread(configuration.voicePatchLimit)
    let second = try networks.mtt.run(chosen, batchSize: configuration.batchSize, outputs: ["tags"])

    var output = Output(
      embedding: embedding(first[0], patchCount: patches.count),
      voice: voice(msd: first[1], mtt: second[0]), degradations: [])
    if isRepeated {
      let reason = "the recording is shorter than the 3 s that MusiCNN listens to, and was repeated"
      output.degradations = ["embedding", "voice"].map { Degradation(part: $0, reason: reason) }
    }
    return output
  }

  /// The patches that are neither silent nor far below the loudest.
  private func audible(_ patches: [Patch]) -> [Patch] {
    let loudest = Double(patches.map(\.power).max() ?? 0)
    let absolute = pow(10, networks.configuration.silenceLevelDecibels / 10)
    let relative = loudest * pow(10, -networks.configuration.gateBelowLoudestDecibels / 10)
    return patches.filter { Double($0.power) > max(absolute, relative) }
  }

  private func embedding(_ layer: Tensor, patchCount: Int) -> EmbeddingArtifacts {
    let series = (0..<patchCount).map { layer.row($0).map { Double($0).rounded(decimals: 2) } }
    return EmbeddingArtifacts(
      average: layer.rowMean().map { $0.rounded(decimals: 4) }, patchCount: patchCount,
      series: networks.configuration.keepsSeries ? series : nil)
  }

  private func voice(msd: Tensor, mtt: Tensor) -> VoiceArtifacts {
    let configuration = networks.configuration
    let score = VoiceScore(weights: configuration.voice)
    let (first, second) = (msd.rowMean(), mtt.rowMean())
    let vocal = score.vocal { probability(of: $0, msd: first, mtt: second) }.rounded(decimals: 4)
    let tags =
      networks.msd.mostProbable(configuration.reportedTagsPerModel, in: first)
      + networks.mtt.mostProbable(configuration.reportedTagsPerModel, in: second)
    let series = (0..<mtt.shape[0]).map { row in
      score.vocal { probability(of: $0, msd: nil, mtt: mtt.row(row).map(Double.init)) }.rounded(decimals: 2)
    }
    return VoiceArtifacts(
      vocalScore: vocal, instrumentalScore: (1 - vocal).rounded(decimals: 4),
      tags: tags.sorted { $0.probability > $1.probability },
      vocalSeries: configuration.keepsSeries ? series : nil)
  }

  /// The probability that a weight speaks of, if its model was heard and knows the tag.
  private func probability(of weight: VoiceWeights.Weight, msd: [Double]?, mtt: [Double]?) -> Double? {
    for (model, row) in [(networks.msd, msd), (networks.mtt, mtt)] where model.shortName == weight.model {
      return row.flatMap { model.probability(of: weight.tag, in: $0) }
    }
    return nil
  }
}

extension MusiCNNExtractor.Output {
  fileprivate static var nothingHeard: Self {
    let reason = "the recording is silent, so that there was nothing to listen to"
    return Self(
      embedding: nil, voice: nil, degradations: ["embedding", "voice"].map { Degradation(part: $0, reason: reason) })
  }
}
