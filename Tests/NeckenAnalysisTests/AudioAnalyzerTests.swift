import Foundation
import NeckenAnalysis
import NeckenAudio
import NeckenCore
import NeckenReanalysis
import NeckenRhythm
import TestSupport
import Testing

/// The whole way from samples to artifacts.
@Suite("Audio analyzer")
struct AudioAnalyzerTests {
  private static func clicks() -> AudioSamples {
    let tune = SyntheticTune.clicks(TuneTiming(meter: .three, bpm: 112), bars: 12)
    return AudioSamples(sampleRateHz: tune.sampleRate, channels: [tune.samples])
  }

  private static var withoutModels: AudioAnalyzer {
    var analyzer = AudioAnalyzer()
    analyzer.configuration.activationSource = .signal
    analyzer.configuration.wantsEmbedding = false
    return analyzer
  }

  @Test(
    "With the models that set-up fetches, nothing is missing, and the same sound gives the same bytes",
    .enabled(if: ProcessInfo.processInfo.environment["NECKENML_OFFLINE"] == nil))
  func complete() async throws {
    let tune = SyntheticTune.melody(TuneTiming(meter: .three, bpm: 112))
    let samples = AudioSamples(sampleRateHz: tune.sampleRate, channels: [tune.samples])
    let analyzer = AudioAnalyzer()
    let first = try await analyzer.analyze(samples: samples)
    #expect(first.degradations.isEmpty)
    #expect(first.embedding?.average.count == FeatureVector.embeddingCount)
    #expect(first.provenance.models == analyzer.modelStamps.sorted { $0.name < $1.name })
    #expect(first.provenance.models.map(\.name) == ["bar-reader", "beat-network", "dance-reader", "musicnn-msd", "musicnn-mtt"])
    let heard = try #require(first.dances).logProbabilities
    #expect(Set(heard.keys) == Set(DanceReader.dances))
    #expect(abs(heard.values.reduce(0) { $0 + exp($1) } - 1) < 0.01)
    let second = try await AudioAnalyzer().analyze(samples: samples)
    #expect(try ArtifactCoding.encode(first) == ArtifactCoding.encode(second))
  }

  @Test("Without models the artifacts say what they had to do without")
  func degraded() async throws {
    let artifacts = try await Self.withoutModels.analyze(samples: Self.clicks())
    #expect(artifacts.degradations.map(\.part) == ["embedding", "voice"])
    #expect(artifacts.embedding == nil && artifacts.voice == nil && artifacts.dances == nil)
    #expect(artifacts.rhythm?.activation.source == "signal")
    #expect(artifacts.rhythm?.meters.first?.meter.beatsPerBar == 3)
    #expect(artifacts.provenance.models.isEmpty)
    let features = try Reanalysis().derive(artifacts)
    #expect(abs((features.tempo?.beatsPerMinute ?? 0) - 112) < 1)
    #expect(!features.vector.hasEmbedding)
  }

  @Test("Silence, and a recording shorter than a beat, give an honest result without beats", arguments: [0.3, 0.5, 20])
  func silence(seconds: Double) async throws {
    let samples = AudioSamples(
      sampleRateHz: 8000, channels: [[Float](repeating: 0, count: Int(seconds * 8000))])
    let artifacts = try await Self.withoutModels.analyze(samples: samples)
    #expect(artifacts.rhythm?.beatTimes.isEmpty == true)
    #expect(artifacts.degradations.contains { $0.part == "rhythm" })
    #expect(artifacts.audio.loudnessLufs == nil)
    #expect(artifacts.audio.onsetRateHz == 0)
    #expect(try Reanalysis().derive(artifacts).tempo == nil)
  }

  @Test(
    "Speech and noise have no beat", .enabled(if: ProcessInfo.processInfo.environment["NECKENML_OFFLINE"] == nil))
  func withoutBeat() async throws {
    var analyzer = AudioAnalyzer()
    analyzer.configuration.wantsEmbedding = false
    var random = SeededGenerator(seed: 5)
    let noise = (0..<20 * 22050).map { _ in Float(0.1 * random.gaussian()) }
    let heard = [
      try await analyzer.analyze(file: RepositoryPaths.golden.appending(path: "speech/swedish.ogg")),
      try await analyzer.analyze(samples: AudioSamples(sampleRateHz: 22050, channels: [noise])),
    ]
    for artifacts in heard {
      #expect(artifacts.rhythm?.activation.source == "beat-network")
      #expect(artifacts.rhythm?.beatTimes.isEmpty == true)
    }
  }

  @Test("Samples that are not numbers are silenced and counted")
  func invalidSamples() async throws {
    var samples = Self.clicks()
    samples.channels[0][1000] = .nan
    samples.channels[0][2000] = .infinity
    let artifacts = try await Self.withoutModels.analyze(samples: samples)
    #expect(artifacts.degradations.contains { $0.part == "audio" && $0.reason.hasPrefix("2 samples") })
    #expect(artifacts.rhythm?.meters.first?.meter.beatsPerBar == 3)
  }

  @Test("A cancelled analysis stops")
  func cancellation() async throws {
    let task = Task { try await Self.withoutModels.analyze(samples: Self.clicks()) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
