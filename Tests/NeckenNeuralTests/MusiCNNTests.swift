import Foundation
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

  var mel_first_frames: [[Double]]
  var mel_last_frames: [[Double]]
  var msd: Model
  var mtt: Model

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
    #expect(try largestDifference(first, golden.mel_first_frames.joined().map { $0 }) < 1e-4)
    #expect(try largestDifference(last, golden.mel_last_frames.joined().map { $0 }) < 1e-4)
  }

  @Test(Fixtures.needsModels) func embeddingAndTagsAreTheOriginals() throws {
    let golden = try MusiCNNGolden.read()
    let output = try Fixtures.musiCNN.get().makeExtractor().extract(from: Fixtures.excerpt())
    let embedding = try #require(output.embedding)
    #expect(embedding.patchCount == golden.msd.tags.count)
    #expect(try largestDifference(embedding.average, mean(golden.msd.embedding)) < Self.tolerance)
    let catalog = try ModelCatalog.builtIn()
    let voice = try #require(output.voice)
    for (model, expected) in [("msd", golden.msd.tags), ("mtt", golden.mtt.tags)] {
      let tags = try #require(try catalog.model(named: "musicnn-\(model)").tags)
      let found = try tags.map { tag in
        try #require(voice.tags.first { $0.model == model && $0.tag == tag }).probability
      }
      #expect(try largestDifference(found, mean(expected)) < Self.tolerance)
    }
    #expect(output.degradations.isEmpty)
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
