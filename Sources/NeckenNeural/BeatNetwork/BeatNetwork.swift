import CModels
import Foundation
package import NeckenCore

/// Our own beat and downbeat network, ready to listen; one value serves all analyses of a process.
///
/// Docs/Algorithms/beat-network.md describes it, Models/Training makes it.
package struct BeatNetwork: Sendable {
  package static let modelName = "beat-network"
  package static let sampleRateHz = BeatFeatures.sampleRateHz

  /// How the network is run.
  package struct Configuration: Hashable, Sendable {
    /// Frames whose results one run gives; what overlaps comes on top. Three minutes and ten seconds by default, so
    /// that most tunes are one run, and a two-hour reel needs no more memory than that. Rounded up to the
    /// network's alignment.
    package var chunkFrames = 9_500

    package init() {}
  }

  /// What must be known to run the network in chunks; from Models/beat-network.json.
  struct Description: Decodable {
    /// Frames on either side that can change a result.
    var receptiveFieldFrames: Int
    /// A chunk must begin at a multiple of this; 1 where it is absent.
    var frameAlignment: Int?
  }

  package let stamp: ModelStamp
  private let configuration: Configuration
  private let pool: SessionPool
  private let overlap: Int
  private let alignment: Int

  /// Compiles the network, or takes it as it was compiled before. Cost: 15 to 80 ms.
  ///
  /// - Throws: `InferenceError` without OpenVINO, `ModelError` when the program was built wrongly.
  package init(store: ModelStore, configuration: Configuration = .init()) throws {
    let model = try store.catalog.model(named: Self.modelName)
    let description: Description
    do {
      description = try JSONDecoder().decode(Description.self, from: Data(models_beat_network_description()))
    } catch {
      throw ModelError.catalogUnreadable(reason: "\(error)")
    }
    stamp = ModelStamp(name: model.name, version: model.version)
    self.configuration = configuration
    alignment = max(1, description.frameAlignment ?? 1)
    overlap = description.receptiveFieldFrames.rounded(upToMultipleOf: alignment)
    pool = try SessionPool(modelName: Self.modelName, store: store)
  }

  /// A fresh extractor for one recording.
  package func makeExtractor() throws -> BeatNetworkExtractor { try BeatNetworkExtractor(self) }

  /// Runs the network over features, in chunks that overlap by its receptive field.
  func activations(of features: BeatFeatures) throws -> BeatActivations {
    var result = BeatActivations(frameRateHz: BeatFeatures.sampleRateHz / BeatFeatures.hopLength)
    // Hours of it are tens of megabytes: not to be moved about while it grows.
    let stepCount = (features.frameCount + BeatActivations.overviewFrames - 1) / BeatActivations.overviewFrames
    result.overview.reserveCapacity(stepCount * BeatActivations.overviewValueCount)
    var pitches = PitchCells()
    var rises = BandRises()
    var levels = BandLevels()
    let step = max(1, configuration.chunkFrames).rounded(upToMultipleOf: alignment)
    try pool.withSession { session in
      for start in stride(from: 0, to: features.frameCount, by: step) {
        let end = min(start + step, features.frameCount)
        let first = max(0, start - overlap)
        let last = min(features.frameCount, end + overlap)
        let shape = [1, last - first, BeatFeatures.bandCount]
        let names = ["probabilities", "overview", "onsets"]
        let outputs = try session.run(shape: shape, as: "features", outputs: names) { values in
          features.write(first..<last, to: values)
          pitches.add(UnsafeBufferPointer(values), frames: start - first..<end - first)
          rises.add(UnsafeBufferPointer(values), frames: start - first..<end - first)
          levels.add(UnsafeBufferPointer(values), frames: start - first..<end - first)
        }
        let (probabilities, overview) = (outputs[0].values, outputs[1].values)
        for frame in start - first..<end - first {
          result.beat.append(probabilities[2 * frame])
          result.downbeat.append(probabilities[2 * frame + 1])
        }
        let (width, pace) = (BeatActivations.overviewValueCount, BeatActivations.overviewFrames)
        let steps = (start - first) / pace..<(end - first + pace - 1) / pace
        result.overview += overview[steps.lowerBound * width..<steps.upperBound * width]
        result.onset += outputs[2].values[start - first..<end - first]
      }
    }
    result.pitches = pitches.finish()
    result.rises = rises.values
    result.levels = levels.values
    return result
  }
}

extension Int {
  fileprivate func rounded(upToMultipleOf unit: Int) -> Int { (self + unit - 1) / unit * unit }
}
