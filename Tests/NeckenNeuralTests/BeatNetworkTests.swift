import Foundation
import NeckenAudio
import NeckenCore
import NeckenNeural
import NeckenSignal
import TestSupport
import Testing

@Suite struct BeatNetworkTests {
  /// The golden excerpt as it is: its rate is the network's own, so nothing is resampled.
  private func excerpt() throws -> [Float] {
    let file = RepositoryPaths.golden.appending(path: "beat-network/excerpt.flac")
    var samples: [Float] = []
    let consumer = MonoConsumer(sampleRateHz: BeatNetwork.sampleRateHz) { samples += Array($0) }
    _ = try AudioPass(file: file).run([consumer])
    return samples
  }

  private struct Golden: Decodable {
    struct Part: Decodable {
      var shape: [Int]
      var absoluteTolerance: Double
    }

    var networkSha256: String
    var features: Part
    var activations: Part
    var overview: Part

    static func read() throws -> Golden {
      let file = RepositoryPaths.golden.appending(path: "beat-network/golden.json")
      return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
    }
  }

  @Test func featuresAreThoseTheNetworkLearnedFrom() throws {
    let golden = try Golden.read().features
    let features = try BeatFeatureExtractor().extract(from: excerpt())
    #expect([features.frameCount, BeatFeatures.bandCount] == golden.shape)
    let expected = try Fixtures.float32("beat-network/features.f32")
    let difference = try largestDifference(features.values(0..<features.frameCount).map(Double.init), expected.map(Double.init))
    #expect(difference < golden.absoluteTolerance)
  }

  @Test(Fixtures.needsModels) func activationsAreTheTrainersOwn() throws {
    let golden = try Golden.read()
    #expect(golden.networkSha256 == (try ModelCatalog.builtIn().model(named: "beat-network").sha256))
    let activations = try Fixtures.beatNetwork.get().makeExtractor().extract(from: excerpt())
    let expected = try Fixtures.float32("beat-network/activations.f32").map(Double.init)
    let found = zip(activations.beat, activations.downbeat).flatMap { [Double($0), Double($1)] }
    #expect(try largestDifference(found, expected) < golden.activations.absoluteTolerance)
    let onsets = try Fixtures.float32("beat-network/onsets.f32").map(Double.init)
    #expect(try largestDifference(activations.onset.map(Double.init), onsets) < golden.activations.absoluteTolerance)
    #expect(activations.frameRateHz == 50)
    let overview = try Fixtures.float32("beat-network/overview.f32").map(Double.init)
    #expect(try largestDifference(activations.overview.map(Double.init), overview) < golden.overview.absoluteTolerance)
  }

  @Test(Fixtures.needsModels) func theReadersAreGivenWhatTheyLearnedFrom() throws {
    let heard = try Fixtures.beatNetwork.get().makeExtractor().extract(from: excerpt())
    let cells = try Fixtures.float32("beat-network/cells.f32").map(Double.init)
    #expect(try largestDifference(heard.pitches.map(Double.init), cells) < 1e-3)
    let mean = heard.rises.reduce(0) { $0 + Double($1) } / Double(heard.rises.count)
    let novelty = try Fixtures.float32("beat-network/novelty.f32").map(Double.init)
    #expect(try largestDifference(heard.rises.map { Double($0) / mean }, novelty) < 0.02)
    let levels = try Fixtures.float32("beat-network/levels.f32").map(Double.init)
    #expect(try largestDifference(heard.levels.map(Double.init), levels) < 1e-3)
  }

  @Test(Fixtures.needsModels) func chunksChangeNothing() throws {
    let sound = try excerpt()
    let whole = try Fixtures.beatNetwork.get().makeExtractor().extract(from: sound)
    var configuration = BeatNetwork.Configuration()
    configuration.chunkFrames = 61
    let chunked = try BeatNetwork(store: Fixtures.store(), configuration: configuration)
      .makeExtractor().extract(from: sound)
    #expect(whole.beat.count == chunked.beat.count)
    for (left, right) in [
      (whole.beat, chunked.beat), (whole.downbeat, chunked.downbeat), (whole.overview, chunked.overview),
      (whole.onset, chunked.onset),
      (whole.pitches, chunked.pitches), (whole.rises, chunked.rises), (whole.levels, chunked.levels),
    ] {
      #expect(try largestDifference(left.map(Double.init), right.map(Double.init)) < 1e-4)
    }
  }

  @Test(Fixtures.needsModels) func aSeamChangesNoBeatAndHardlyTheLongerView() throws {
    // A minute, so that chunks of twenty seconds do not hear all of it; the longer view hears further than they overlap.
    let ten = try excerpt()
    let sound = Array((0..<6).map { _ in ten }.joined())
    let whole = try Fixtures.beatNetwork.get().makeExtractor().extract(from: sound)
    var configuration = BeatNetwork.Configuration()
    configuration.chunkFrames = 1000
    let chunked = try BeatNetwork(store: Fixtures.store(), configuration: configuration)
      .makeExtractor().extract(from: sound)
    #expect(try largestDifference(whole.beat.map(Double.init), chunked.beat.map(Double.init)) < 1e-4)
    #expect(try largestDifference(whole.downbeat.map(Double.init), chunked.downbeat.map(Double.init)) < 1e-4)
    #expect(whole.overview.count == chunked.overview.count)
    let differences = zip(whole.overview, chunked.overview).map { abs(exp($0) - exp($1)) }
    let mean = differences.reduce(0, +) / Float(differences.count)
    #expect(mean > 0 && mean < 0.01, "mean \(mean), largest \(differences.max() ?? 0)")
  }

  @Test func framesAreTheSameWhereverAPieceOfThemIsCut() throws {
    // Longer than two pages of 1024 frames.
    var generator = SeededGenerator(seed: 5)
    let noise = (0..<2100 * 441).map { _ in Float.random(in: -0.3...0.3, using: &generator) }
    let features = try BeatFeatureExtractor().extract(from: noise)
    let whole = features.values(0..<features.frameCount)
    for piece in [0..<1, 1000..<1100, 1023..<2049, 2100..<2101] {
      #expect(features.values(piece)[...] == whole[piece.lowerBound * 124..<piece.upperBound * 124])
    }
  }

  @Test(Fixtures.needsModels) func anEmptyRecordingHasNoFrames() throws {
    let activations = try Fixtures.beatNetwork.get().makeExtractor().extract(from: [])
    #expect(activations.beat.isEmpty && activations.downbeat.isEmpty && activations.overview.isEmpty)
  }

  @Test(Fixtures.needsModels) func silenceHoldsNoBeat() throws {
    let activations = try Fixtures.beatNetwork.get().makeExtractor().extract(from: Array(repeating: 0, count: 220_500))
    #expect(activations.beat.count == 501)
    #expect(activations.beat.allSatisfy { $0 < 0.3 })
  }
}
