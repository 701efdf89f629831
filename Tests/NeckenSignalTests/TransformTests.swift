import Foundation
import NeckenCore
import NeckenSignal
import TestSupport
import Testing

@Suite struct TransformTests {
  @Test(arguments: [1, 2, 3, 4, 15, 16, 64, 441, 1000])
  func equalsTheDefinition(_ length: Int) throws {
    var generator = SeededGenerator(seed: UInt64(length))
    let signal = (0..<2 * length).map { _ in Float.random(in: -1...1, using: &generator) }
    // Two frames side by side without overlap, so each has the window to itself.
    let settings = SpectrumSettings(
      sampleRateHz: 22_050, frameLength: length, hopLength: Double(length), isCentred: false)
    let powers = try ShortTimeSpectrum(settings, consumer: PowerCollector(settings)).extract(from: signal)
    #expect(powers.frameCount == 2)
    for frame in 0..<2 {
      let windowed = zip(signal[frame * length..<(frame + 1) * length], Window.hann(length)).map { Double($0 * $1) }
      for bin in 0...length / 2 {
        #expect(abs(Double(powers[frame, bin]) - power(of: windowed, bin: bin)) < 1e-3)
      }
    }
  }

  @Test(arguments: [1, 2, 3])
  func aFrameIsHeardTheSameWhoeverIsItsNeighbour(_ count: Int) throws {
    let settings = SpectrumSettings(frameLength: 256, hopLength: 256, isCentred: false)
    let loud = tone(hertz: 2000, seconds: 0.1).prefix(256)
    let silence = [Float](repeating: 0, count: 256)
    let powers = try ShortTimeSpectrum(settings, consumer: PowerCollector(settings))
      .extract(from: Array(repeating: silence, count: count - 1).flatMap(\.self) + loud)
    #expect(powers.frameCount == count)
    let heard = powers[frame: count - 1]
    #expect((heard.max() ?? 0) > 1000)
    for frame in 0..<count - 1 { #expect((powers[frame: frame].max() ?? 1) < 1e-9 * (heard.max() ?? 0)) }
  }

  @Test func whatIsNotDemandedIsNotComputed() throws {
    let settings = SpectrumSettings(frameLength: 256, hopLength: 100)
    let signal = tone(hertz: 3000, seconds: 0.1)
    let whole = try ShortTimeSpectrum(settings, consumer: MagnitudeCollector(settings)).extract(from: signal)
    let part = try ShortTimeSpectrum(settings, consumer: MagnitudeCollector(settings, bins: 5..<40))
      .extract(from: signal)
    #expect(part.frameCount == whole.frameCount)
    for frame in 0..<part.frameCount {
      #expect(Array(part[frame: frame]) == Array(Array(whole[frame: frame])[5..<40]))
    }
  }

  private func power(of signal: [Double], bin: Int) -> Double {
    var (real, imaginary) = (0.0, 0.0)
    for (n, sample) in signal.enumerated() {
      let angle = -2 * Double.pi * Double(bin * n) / Double(signal.count)
      real += sample * cos(angle)
      imaginary += sample * sin(angle)
    }
    return real * real + imaginary * imaginary
  }

  @Test func manyTasksMayPlanAndTransformAtOnce() async throws {
    let spectra = try await withThrowingTaskGroup(of: [Float].self) { group in
      for _ in 0..<16 {
        group.addTask {
          let spectrum = SpectrumSettings(frameLength: 512, hopLength: 128)
          let signal = tone(hertz: 1000, seconds: 0.2)
          return try ShortTimeSpectrum(spectrum, consumer: MagnitudeCollector(spectrum)).extract(from: signal).values
        }
      }
      return try await group.reduce(into: [[Float]]()) { $0.append($1) }
    }
    #expect(spectra.allSatisfy { $0 == spectra[0] && !$0.isEmpty })
  }

  @Test func aSineFallsIntoItsBin() throws {
    let spectrum = SpectrumSettings()
    let hertz = 100 * spectrum.binWidthHz
    let magnitudes = try ShortTimeSpectrum(spectrum, consumer: MagnitudeCollector(spectrum))
      .extract(from: tone(hertz: hertz, seconds: 1))
    let frame = Array(magnitudes[frame: magnitudes.frameCount / 2])
    #expect(frame.firstIndex(of: frame.max() ?? 0) == 100)
    // A sine of amplitude one, under a window whose mean is one half.
    #expect(abs(frame[100] - 2048 / 4) < 0.5)
  }

  @Test func lengthsBelowOneAreRefused() {
    #expect(throws: SignalError.self) { try FFTWTransform(length: 0) }
  }
}

/// Keeps the powers of all bins.
private struct PowerCollector: SpectrumConsumer {
  private var matrix: FrameMatrix

  init(_ spectrum: SpectrumSettings) {
    matrix = FrameMatrix(bandCount: spectrum.binCount, frameRateHz: spectrum.frameRateHz)
  }

  mutating func consume(_ frame: SpectrumFrame) { matrix.values.append(contentsOf: frame.powers) }

  func finish() -> FrameMatrix { matrix }
}

/// A sine of amplitude one at 22 050 Hz.
func tone(hertz: Double, seconds: Double, sampleRateHz: Double = 22_050) -> [Float] {
  (0..<Int(seconds * sampleRateHz)).map { Float(sin(2 * Double.pi * hertz * Double($0) / sampleRateHz)) }
}
