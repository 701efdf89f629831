import Foundation
import NeckenAudio
import Testing

/// Every format is decoded to what was encoded: length, pitch, level.
@Suite struct FormatTests {
  struct Fixture: CustomTestStringConvertible {
    var file: String
    var rateHz: Double
    var channels = 2
    var decoder: String
    /// Containers that do not say where padding ends keep up to a frame of it, or lose one.
    var lengthToleranceSeconds = 0.0
    var testDescription: String { file }
  }

  static let fixtures = [
    Fixture(file: "tone.flac", rateHz: 8000, decoder: "libsndfile"),
    Fixture(file: "tone.aiff", rateHz: 8000, channels: 1, decoder: "libsndfile"),
    Fixture(file: "tone.caf", rateHz: 8000, channels: 1, decoder: "libsndfile"),
    Fixture(file: "tone.au", rateHz: 8000, channels: 1, decoder: "libsndfile"),
    Fixture(file: "tone.ogg", rateHz: 44_100, decoder: "libsndfile"),
    Fixture(file: "tone.opus", rateHz: 48_000, decoder: "libsndfile"),
    Fixture(file: "tone.mp3", rateHz: 44_100, decoder: "FFmpeg"),
    Fixture(file: "tone.m4a", rateHz: 44_100, decoder: "FFmpeg"),
    Fixture(file: "alac.m4a", rateHz: 8000, decoder: "FFmpeg"),
    Fixture(file: "tone.mp4", rateHz: 44_100, decoder: "FFmpeg"),
    Fixture(file: "tone.webm", rateHz: 48_000, decoder: "FFmpeg"),
    Fixture(file: "tone.aac", rateHz: 44_100, decoder: "FFmpeg", lengthToleranceSeconds: 0.05),
    Fixture(file: "tone.mkv", rateHz: 44_100, decoder: "FFmpeg", lengthToleranceSeconds: 0.05),
    Fixture(file: "tone.wma", rateHz: 44_100, decoder: "FFmpeg", lengthToleranceSeconds: 0.05),
  ]

  @Test(arguments: fixtures)
  func decodes(_ fixture: Fixture) throws {
    let heard = try hear(NeckenAudioTests.fixture(fixture.file))
    let format = heard.summary.format
    #expect(format.sampleRateHz == fixture.rateHz)
    #expect(format.channelCount == fixture.channels)
    #expect(format.decoder.hasPrefix(fixture.decoder + " "))
    #expect(!format.format.isEmpty)
    #expect(abs(heard.summary.durationSeconds - 1) <= fixture.lengthToleranceSeconds)
    #expect(heard.mono.count == heard.summary.frameCount)
    #expect(abs(heard.sineHertz(sampleRateHz: fixture.rateHz) - 440) < 0.1)
    #expect(abs(heard.summary.rms - 0.375 / 2.0.squareRoot()) < 0.015)
    #expect(heard.summary.warnings.isEmpty)
    #expect(heard.summary.contentHash.count == 64)
  }

  /// The content decides: the extension lies.
  @Test(arguments: ["tone.flac", "tone.m4a", "tone.mp3"])
  func namesDoNotMatter(_ name: String) throws {
    let content = try Data(contentsOf: fixture(name))
    try withTemporaryFile("tone.wav", content) { file in
      let summary = try hear(file).summary
      #expect(try summary == hear(fixture(name)).summary)
    }
  }

  @Test(arguments: WaveFile.Encoding.allCases, [1, 2, 8])
  func waveEncodings(_ encoding: WaveFile.Encoding, _ channelCount: Int) throws {
    let channels = (0..<channelCount).map { sine(hertz: 300, amplitude: 0.1 * Float($0 + 1), seconds: 0.2) }
    try withTemporaryFile("a.wav", WaveFile.data(channels, sampleRateHz: 44_100, encoding: encoding)) { file in
      let heard = try hear(file)
      #expect(heard.summary.format.channelCount == channelCount)
      #expect(heard.mono.count == 8820)
      for frame in stride(from: 0, to: 8820, by: 97) {
        let mean = channels.reduce(0) { $0 + $1[frame] } / Float(channelCount)
        #expect(abs(heard.mono[frame] - mean) < 1e-4)
      }
    }
  }

  @Test(arguments: [8000, 11_025, 96_000, 192_000])
  func ratesFromTelephoneToStudio(_ rate: Int) throws {
    let signal = sine(hertz: 440, seconds: 1, sampleRateHz: Double(rate))
    try withTemporaryFile("a.wav", WaveFile.data([signal], sampleRateHz: rate)) { file in
      let heard = try hear(file, rateHz: 22_050)
      #expect(heard.mono.count == 22_050)
      #expect(abs(heard.sineHertz(sampleRateHz: 22_050) - 440) < 0.05)
      #expect(heard.summary.loudness.integratedLufs != nil)
    }
  }
}
