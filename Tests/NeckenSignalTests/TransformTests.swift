import Foundation
import NeckenCore
import NeckenSignal
import TestSupport
import Testing

@Suite struct TransformTests {
  @Test(arguments: [1, 2, 15, 64, 441, 1000])
  func equalsTheDefinition(_ length: Int) throws {
    var generator = SeededGenerator(seed: UInt64(length))
    let signal = (0..<length).map { _ in Float.random(in: -1...1, using: &generator) }
    let transform = try FFTWTransform(length: length)
    var bins = [Float](repeating: .nan, count: 2 * transform.binCount)
    signal.withUnsafeBufferPointer { input in
      bins.withUnsafeMutableBufferPointer { output in
        if let input = input.baseAddress, let output = output.baseAddress {
          transform.transform(input, into: output)
        }
      }
    }
    for bin in 0..<transform.binCount {
      var real = 0.0
      var imaginary = 0.0
      for (n, sample) in signal.enumerated() {
        let angle = -2 * Double.pi * Double(bin * n) / Double(length)
        real += Double(sample) * cos(angle)
        imaginary += Double(sample) * sin(angle)
      }
      #expect(abs(Double(bins[2 * bin]) - real) < 1e-4)
      #expect(abs(Double(bins[2 * bin + 1]) - imaginary) < 1e-4)
    }
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

/// A sine of amplitude one at 22 050 Hz.
func tone(hertz: Double, seconds: Double, sampleRateHz: Double = 22_050) -> [Float] {
  (0..<Int(seconds * sampleRateHz)).map { Float(sin(2 * Double.pi * hertz * Double($0) / sampleRateHz)) }
}
