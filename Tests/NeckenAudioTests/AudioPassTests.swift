import Foundation
import NeckenAudio
import NeckenCore
import TestSupport
import Testing

@Suite struct AudioPassTests {
  private let noise: [[Float]] = {
    var generator = SeededGenerator(seed: 5)
    return (0..<2).map { _ in (0..<30_000).map { _ in Float.random(in: -0.5...0.5, using: &generator) } }
  }()

  /// Block size is a matter of speed: what is heard is the same to the bit, sums to rounding.
  @Test(arguments: [7, 1000, 29_999, 1_000_000])
  func blocksDoNotMatter(_ blockFrameCount: Int) throws {
    let samples = AudioSamples(sampleRateHz: 44_100, channels: noise)
    let whole = try hear(samples, rateHz: 22_050)
    var configuration = AudioPass.Configuration()
    configuration.blockFrameCount = blockFrameCount
    let cut = try hear(samples, rateHz: 22_050, configuration: configuration)
    #expect(cut.mono == whole.mono)
    #expect(abs(cut.summary.rms - whole.summary.rms) < 1e-12)
    #expect(cut.summary.peak == whole.summary.peak)
    #expect(cut.summary.loudness == whole.summary.loudness)
    #expect(cut.summary.contentHash == whole.summary.contentHash)
  }

  @Test func everyConsumerGetsItsRate() throws {
    let signal = sine(hertz: 440, seconds: 2, sampleRateHz: 48_000)
    var counts: [Double: Int] = [:]
    let rates = [22_050.0, 16_000, 48_000, 16_000]
    let consumers = rates.map { rate in MonoConsumer(sampleRateHz: rate) { counts[rate, default: 0] += $0.count } }
    _ = try AudioPass(samples: AudioSamples(sampleRateHz: 48_000, channels: [signal])).run(consumers)
    // Two listen at 16 kHz.
    #expect(counts == [22_050: 44_100, 16_000: 64_000, 48_000: 96_000])
  }

  @Test(arguments: [(44_100.0, 22_050.0), (44_100, 16_000), (48_000, 22_050), (8000, 22_050), (192_000, 16_000)])
  func resampledLengthIsExact(_ from: Double, _ to: Double) throws {
    for sampleCount in [1, 100, 12_345, 44_101] {
      let signal = [Float](repeating: 0.1, count: sampleCount)
      let heard = try hear(AudioSamples(sampleRateHz: from, channels: [signal]), rateHz: to)
      #expect(abs(Double(heard.mono.count) - Double(sampleCount) * to / from) <= 1)
    }
  }

  /// A click stays where it is: the resampler's delay is made up for.
  @Test(arguments: [(44_100.0, 22_050.0), (48_000, 22_050), (44_100, 16_000), (8000, 22_050)])
  func resamplingKeepsTime(_ from: Double, _ to: Double) throws {
    var signal = [Float](repeating: 0, count: Int(from))
    signal[Int(from / 2)] = 1
    let heard = try hear(AudioSamples(sampleRateHz: from, channels: [signal]), rateHz: to)
    let highest = heard.mono.indices.max { heard.mono[$0] < heard.mono[$1] } ?? 0
    #expect(abs(Double(highest) - to / 2) <= 1)
  }

  @Test func resamplingKeepsPitchAndLevel() throws {
    let heard = try hear(tone(hertz: 997), rateHz: 22_050)
    #expect(abs(heard.sineHertz(sampleRateHz: 22_050) - 997) < 0.01)
    #expect(abs((heard.mono[4000..<18_000].max() ?? 0) - 0.5) < 1e-3)
  }

  @Test func resamplingLeavesNothingAboveTheLimit() throws {
    let heard = try hear(tone(hertz: 15_000), rateHz: 22_050)
    #expect(heard.mono[4000..<18_000].allSatisfy { abs($0) < 1e-4 })
  }

  private func tone(hertz: Double) -> AudioSamples {
    AudioSamples(sampleRateHz: 48_000, channels: [sine(hertz: hertz, seconds: 1, sampleRateHz: 48_000)])
  }

  @Test func hashesAreOfTheBytesOrTheSamples() throws {
    // printf 'abc' | sha256sum
    try withTemporaryFile("abc", Data("abc".utf8)) { file in
      let hash = try ContentHash.sha256(of: file)
      #expect(hash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
    let samples = AudioSamples(sampleRateHz: 44_100, channels: [[0.1, 0.2]])
    let other = AudioSamples(sampleRateHz: 48_000, channels: [[0.1, 0.2]])
    #expect(try hear(samples).summary.contentHash == hear(samples).summary.contentHash)
    #expect(try hear(samples).summary.contentHash != hear(other).summary.contentHash)
  }

  @Test func progressRisesToOne() throws {
    var shares: [Double] = []
    _ = try AudioPass(file: fixture("tone.ogg")).run([], progress: { shares.append($0) })
    #expect(shares == shares.sorted())
    #expect(shares.last == 1)
  }

  @Test func cancellationStopsThePass() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try AudioPass(file: fixture("tone.flac")).run([])
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func aConsumersErrorComesThrough() throws {
    struct Enough: Error {}
    let consumer = MonoConsumer(sampleRateHz: 16_000) { _ in throw Enough() }
    #expect(throws: Enough.self) { try AudioPass(file: fixture("tone.flac")).run([consumer]) }
  }
}
