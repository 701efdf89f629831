import CEbur128
import Foundation
import NeckenAudio
import NeckenCore
import TestSupport
import Testing

/// The test signals of EBU Tech 3341 and 3342, and libebur128 itself.
@Suite struct LoudnessTests {
  /// Tech 3341, cases 1 and 2: a stereo sine of 1 kHz has its level as loudness, within 0.1 LU.
  @Test(arguments: [-23.0, -33])
  func steadySine(_ level: Double) throws {
    let loudness = try measure(stereo([(level, 20)]))
    #expect(abs((loudness.integratedLufs ?? 0) - level) < 0.1)
  }

  /// Tech 3341, case 3: the gate leaves out what is far quieter.
  @Test func gatedSine() throws {
    let loudness = try measure(stereo([(-36, 10), (-23, 60), (-36, 10)]))
    #expect(abs((loudness.integratedLufs ?? 0) + 23) < 0.1)
  }

  /// Tech 3342, cases 1 to 3: the range is the difference in level, within 1 LU.
  @Test(arguments: [(-20.0, -30.0, 10.0), (-20, -15, 5), (-40, -20, 20)])
  func loudnessRange(_ first: Double, _ second: Double, _ range: Double) throws {
    let loudness = try measure(stereo([(first, 20), (second, 20)]))
    #expect(abs((loudness.rangeLu ?? 0) - range) < 1)
  }

  /// Tech 3341, cases 15 and 16: a sine at a quarter of the rate, half of full scale, peaks at
  /// −6 dBTP even where no sample lies on its peak; within +0.2 and −0.4 dB.
  @Test(arguments: [0.0, 45])
  func truePeak(_ phaseDegrees: Double) throws {
    let signal = (0..<48_000).map {
      Float(0.5 * sin(Double.pi / 2 * Double($0) + phaseDegrees * Double.pi / 180))
    }
    let peak = try measure(AudioSamples(sampleRateHz: 48_000, channels: [signal, signal])).truePeakDbtp
    #expect(try #require(peak) > -6.4)
    #expect(try #require(peak) < -5.8)
  }

  @Test func monoCountsOnce() throws {
    let signal = sine(hertz: 997, amplitude: 0.1, seconds: 5, sampleRateHz: 48_000)
    let mono = try measure(AudioSamples(sampleRateHz: 48_000, channels: [signal])).integratedLufs
    let stereo = try measure(AudioSamples(sampleRateHz: 48_000, channels: [signal, signal])).integratedLufs
    #expect(abs(try #require(stereo) + 20) < 0.05)
    #expect(abs(try #require(stereo) - #require(mono) - 3.01) < 0.01)
  }

  /// Channels at the side count 1.41 times, the low-frequency channel not at all.
  @Test func eightChannelsAreWeighed() throws {
    let signal = sine(hertz: 997, amplitude: 0.1, seconds: 5, sampleRateHz: 48_000)
    let silence = [Float](repeating: 0, count: signal.count)
    func level(channel: Int) throws -> Double? {
      var channels = [[Float]](repeating: silence, count: 8)
      channels[channel] = signal
      return try measure(AudioSamples(sampleRateHz: 48_000, channels: channels)).integratedLufs
    }
    let front = try #require(try level(channel: 0))
    #expect(try level(channel: 3) == nil)
    #expect(abs(try #require(try level(channel: 4)) - front) < 0.01)
    #expect(abs(try #require(try level(channel: 6)) - front - 1.49) < 0.01)
  }

  /// All three are our own, and libebur128's to a millionth of an LU, the true peak to a ten-thousandth of a decibel.
  @Test(arguments: [8000, 44_100, 96_000, 192_000], 1...3)
  func equalsLibebur128(_ rate: Int, _ channelCount: Int) throws {
    try expectEqual(rate: rate, Self.noise(rate: rate, channelCount: channelCount))
  }

  /// Its weights of the channels are ours.
  @Test(arguments: 4...6)
  func channelsAreWeighedAsInLibebur128(_ channelCount: Int) throws {
    try expectEqual(rate: 8000, Self.noise(rate: 8000, channelCount: channelCount))
  }

  /// Most of a smooth signal is not interpolated, wherever its peak is.
  @Test(arguments: [44_100, 48_000, 96_000], [1, 2])
  func smoothSignalsEqualLibebur128(_ rate: Int, _ channelCount: Int) throws {
    let channels = (0..<channelCount).map { channel in
      (0..<rate * 12).map { index -> Float in
        let seconds = Double(index) / Double(rate)
        let swell = 0.3 + 0.2 * sin(0.7 * seconds + Double(channel)) + 0.1 * sin(3.1 * seconds)
        let tones = [196.0, 587.3, 1318.5, 4186].enumerated().map { number, hertz in
          sin(2 * .pi * hertz * seconds + Double(channel)) / Double(number + 1)
        }
        return Float(swell * tones.reduce(0, +))
      }
    }
    try expectEqual(rate: rate, channels)
  }

  private func expectEqual(rate: Int, _ channels: [[Float]]) throws {
    let measured = try measure(AudioSamples(sampleRateHz: Double(rate), channels: channels))
    let reference = try reference(channels, rate: rate)
    #expect(abs(try #require(measured.integratedLufs) - #require(reference.integratedLufs)) < 1e-6)
    #expect(abs(try #require(measured.rangeLu) - #require(reference.rangeLu)) < 1e-6)
    #expect(abs(try #require(measured.truePeakDbtp) - #require(reference.truePeakDbtp)) < 1e-4)
  }

  /// Four seconds whose level changes ten times a second.
  private static func noise(rate: Int, channelCount: Int) -> [[Float]] {
    var generator = SeededGenerator(seed: UInt64(rate + channelCount))
    return (0..<channelCount).map { _ in
      let levels = (0..<40).map { _ in Float.random(in: 0...1, using: &generator) }
      return (0..<rate * 4).map { index in
        levels[index * 10 / rate] * Float.random(in: -0.5...0.5, using: &generator)
      }
    }
  }

  private func measure(_ samples: AudioSamples) throws -> Loudness { try hear(samples).summary.loudness }

  private func stereo(_ parts: [(level: Double, seconds: Double)]) -> AudioSamples {
    let signal = parts.flatMap { part in
      sine(hertz: 1000, amplitude: Float(pow(10, part.level / 20)), seconds: part.seconds, sampleRateHz: 48_000)
    }
    return AudioSamples(sampleRateHz: 48_000, channels: [signal, signal])
  }

  private func reference(_ channels: [[Float]], rate: Int) throws -> Loudness {
    let mode = EBUR128_MODE_I.rawValue | EBUR128_MODE_LRA.rawValue | EBUR128_MODE_TRUE_PEAK.rawValue
    var state = ebur128_init(UInt32(channels.count), UInt(rate), Int32(mode))
    defer { ebur128_destroy(&state) }
    let frameCount = try #require(channels.first).count
    var interleaved: [Float] = []
    interleaved.reserveCapacity(frameCount * channels.count)
    for frame in 0..<frameCount {
      for channel in channels { interleaved.append(channel[frame]) }
    }
    ebur128_add_frames_float(state, interleaved, frameCount)
    var loudness = Loudness(integratedLufs: 0, rangeLu: 0)
    var integrated = 0.0
    var range = 0.0
    ebur128_loudness_global(state, &integrated)
    ebur128_loudness_range(state, &range)
    loudness.integratedLufs = integrated
    loudness.rangeLu = range
    let peaks = (0..<UInt32(channels.count)).map { channel in
      var peak = 0.0
      ebur128_true_peak(state, channel, &peak)
      return peak
    }
    loudness.truePeakDbtp = 20 * log10(peaks.max() ?? 0)
    return loudness
  }
}
