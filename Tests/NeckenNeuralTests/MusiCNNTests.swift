import Foundation
import NeckenAudio
import NeckenCore
import NeckenNeural
import NeckenSignal
import TestSupport
import Testing

/// What the original network says of the excerpt; Tests/Golden/neural/make_musicnn.py made it.
struct MusiCNNGolden: Decodable {
  struct Model: Decodable {
    var dense: [[Double]]
    var embedding: [[Double]]
    var tags: [[Double]]
  }

  /// Means over all patches of a recording in Examples/Audio.
  struct Example: Decodable {
    struct Means: Decodable {
      var embedding: [Double]
      var tags: [Double]
    }

    var file: String
    var patches: Int
    var msd: Means
    var mtt: Means
  }

  var melFirstFrames: [[Double]]
  var melLastFrames: [[Double]]
  var msd: Model
  var mtt: Model
  var example: Example

  private enum CodingKeys: String, CodingKey {
    case msd, mtt, example
    case melFirstFrames = "mel_first_frames"
    case melLastFrames = "mel_last_frames"
  }

  static func read() throws -> MusiCNNGolden {
    let file = RepositoryPaths.golden.appending(path: "neural/musicnn.json")
    return try JSONDecoder().decode(MusiCNNGolden.self, from: Data(contentsOf: file))
  }
}

func mean(_ rows: [[Double]]) -> [Double] {
  rows[0].indices.map { column in rows.reduce(0) { $0 + $1[column] } / Double(rows.count) }
}

@Suite struct MusiCNNTests {
  /// The brief of the whole extractor: within 1e-3 of the original network.
  static let tolerance = 1e-3

  @Test func theSpectrogramIsLibrosas() throws {
    let golden = try MusiCNNGolden.read()
    let settings = SpectrumSettings(sampleRateHz: 16_000, frameLength: 512, hopLength: 256)
    let collector = try PatchCollector(spectrum: settings, limit: nil)
    let patches = try ShortTimeSpectrum(settings, consumer: collector).extract(from: Fixtures.excerpt()).patches
    #expect(patches.count == golden.msd.tags.count)
    let first = try #require(patches.first).values.prefix(3 * 96).map(Double.init)
    let last = try #require(patches.last).values.suffix(3 * 96).map(Double.init)
    #expect(try largestDifference(first, golden.melFirstFrames.joined().map { $0 }) < 1e-4)
    #expect(try largestDifference(last, golden.melLastFrames.joined().map { $0 }) < 1e-4)
  }

  @Test(Fixtures.needsModels) func embeddingAndTagsAreTheOriginals() throws {
    let golden = try MusiCNNGolden.read()
    let output = try Fixtures.musiCNN.get().makeExtractor().extract(from: Fixtures.excerpt())
    let embedding = try #require(output.embedding)
    #expect(embedding.patchCount == golden.msd.tags.count)
    #expect(try largestDifference(embedding.average, mean(golden.msd.embedding)) < Self.tolerance)
    let voice = try #require(output.voice)
    #expect(try largestDifference(probabilities("msd", voice), mean(golden.msd.tags)) < Self.tolerance)
    #expect(try largestDifference(probabilities("mtt", voice), mean(golden.mtt.tags)) < Self.tolerance)
    #expect(output.degradations.isEmpty)
  }

  /// All tag probabilities of a model, in the order of its output.
  private func probabilities(_ model: String, _ voice: VoiceArtifacts) throws -> [Double] {
    let tags = try #require(try ModelCatalog.builtIn().model(named: "musicnn-\(model)").tags)
    return try tags.map { tag in
      try #require(voice.tags.first { $0.model == model && $0.tag == tag }).probability
    }
  }

  /// From the file on: decoded, mixed to mono and resampled by us and by the reference's own means.
  @Test(Fixtures.needsModels) func aWholeRecordingIsHeardAsTheOriginalHearsIt() throws {
    let golden = try MusiCNNGolden.read().example
    var extractor = try Fixtures.musiCNN.get().makeExtractor()
    let consumer = MonoConsumer(sampleRateHz: MusiCNN.sampleRateHz) { try extractor.consume($0) }
    _ = try AudioPass(file: RepositoryPaths.exampleAudio.appending(path: golden.file)).run([consumer])
    let output = try extractor.finish()
    let embedding = try #require(output.embedding)
    #expect(embedding.patchCount == golden.patches)
    #expect(try largestDifference(embedding.average, golden.msd.embedding) < Self.tolerance)
    let voice = try #require(output.voice)
    #expect(try largestDifference(probabilities("msd", voice), golden.msd.tags) < Self.tolerance)
    #expect(try largestDifference(probabilities("mtt", voice), golden.mtt.tags) < Self.tolerance)
  }

  @Test(Fixtures.needsModels) func theLayerBeforeActivationIsToBeHadToo() throws {
    var configuration = Fixtures.complete
    configuration.layer = .preActivation
    let output = try MusiCNN(store: Fixtures.store(), configuration: configuration)
      .makeExtractor().extract(from: Fixtures.excerpt())
    let golden = mean(try MusiCNNGolden.read().msd.dense)
    #expect(try largestDifference(#require(output.embedding).average, golden) < Self.tolerance)
  }

  @Test(Fixtures.needsModels, arguments: [1, 3, 64]) func batchesChangeNothing(batchSize: Int) throws {
    var configuration = Fixtures.complete
    configuration.batchSize = batchSize
    let output = try MusiCNN(store: Fixtures.store(), configuration: configuration)
      .makeExtractor().extract(from: Fixtures.excerpt())
    let usual = try Fixtures.musiCNN.get().makeExtractor().extract(from: Fixtures.excerpt())
    let difference = try largestDifference(
      #require(output.embedding).average, #require(usual.embedding).average)
    #expect(difference <= 1.001e-4)
  }

  @Test(Fixtures.needsModels) func theSameSoundInOtherBlocksAndAtTheSameTimeGivesTheSameBytes() async throws {
    let networks = try Fixtures.musiCNN.get()
    let excerpt = try Fixtures.excerpt()
    let whole = try networks.makeExtractor().extract(from: excerpt)
    let outputs = try await withThrowingTaskGroup(of: MusiCNNExtractor.Output.self) { group in
      for blockLength in [97, 4096] {
        group.addTask {
          var extractor = try networks.makeExtractor()
          for start in stride(from: 0, to: excerpt.count, by: blockLength) {
            try excerpt[start..<min(excerpt.count, start + blockLength)].withUnsafeBufferPointer {
              try extractor.consume($0)
            }
          }
          return try extractor.finish()
        }
      }
      var outputs: [MusiCNNExtractor.Output] = []
      for try await output in group { outputs.append(output) }
      return outputs
    }
    for output in outputs {
      #expect(output.embedding == whole.embedding)
      #expect(output.voice == whole.voice)
    }
  }

  @Test(Fixtures.needsModels) func silenceHasNoEmbeddingAndSaysSo() throws {
    for sound in [[], [Float](repeating: 0, count: 80_000), [Float](repeating: 1e-5, count: 80_000)] {
      let output = try Fixtures.musiCNN.get().makeExtractor().extract(from: sound)
      #expect(output.embedding == nil && output.voice == nil)
      #expect(output.degradations.map(\.part) == ["embedding", "voice"])
    }
  }

  @Test(Fixtures.needsModels) func halfASecondIsRepeatedAndSaysSo() throws {
    let output = try Fixtures.musiCNN.get().makeExtractor().extract(from: Array(Fixtures.excerpt()[8000..<16_000]))
    #expect(output.embedding?.patchCount == 1)
    #expect(output.degradations.map(\.part) == ["embedding", "voice"])
    #expect(output.degradations.allSatisfy { $0.reason.contains("shorter") })
  }

  @Test(Fixtures.needsModels) func aQuietEndIsNotListenedTo() throws {
    let excerpt = try Fixtures.excerpt()
    let listener = try Fixtures.musiCNN.get()
    // One patch is 187 frames of 256 samples.
    let patch = 187 * 256
    let alone = try listener.makeExtractor().extract(from: Array(excerpt[..<(2 * patch)]))
    let quiet = [Float](repeating: 0, count: 4 * patch)
    let followed = try listener.makeExtractor().extract(from: excerpt[..<(2 * patch)] + quiet)
    #expect(followed.embedding?.patchCount == 2)
    let difference = try largestDifference(
      #require(followed.embedding).average, #require(alone.embedding).average)
    #expect(difference < 0.05)
  }
}
