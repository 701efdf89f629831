import Foundation
package import NeckenSignal

/// What the beat network listens to: two band spectra on the same frame times, level-normalised and
/// compressed. Docs/Algorithms/beat-network.md has the definition to the letter.
///
/// Memory: 25 KB a second, for the level is only known at the end.
package struct BeatFeatures: SignalExtractor {
  static let sampleRateHz = 22_050.0
  static let hopLength = 441.0
  static let fastBands = 64
  static let fineBands = 60
  static let bandCount = fastBands + fineBands

  private static let lowestHz = 30.0
  private static let highestHz = 10_000.0
  private static let lowestNote = 40
  private static let targetRMS = 0.1
  /// Below this a recording is silence, and is not made louder.
  private static let silentRMS = 1e-5
  private static let compressionGain: Float = 1000

  private var fast: ShortTimeSpectrum<BandSpectrogram>
  private var fine: ShortTimeSpectrum<BandSpectrogram>
  private var squareSum = 0.0
  private var sampleCount = 0

  package init() throws {
    let fastSpectrum = Self.spectrum(frameLength: 1024)
    let fineSpectrum = Self.spectrum(frameLength: 4096)
    fast = try Self.bands(.triangles(Self.melTriangles, spectrum: fastSpectrum), fastSpectrum)
    fine = try Self.bands(
      .semitones(lowestNote: Self.lowestNote, count: Self.fineBands, spectrum: fineSpectrum), fineSpectrum)
  }

  private static func spectrum(frameLength: Int) -> SpectrumSettings {
    SpectrumSettings(sampleRateHz: sampleRateHz, frameLength: frameLength, hopLength: hopLength)
  }

  private static func bands(
    _ bank: BandFilterBank, _ spectrum: SpectrumSettings
  ) throws -> ShortTimeSpectrum<BandSpectrogram> {
    try ShortTimeSpectrum(
      spectrum,
      consumer: BandSpectrogram(bank: bank, frameRateHz: spectrum.frameRateHz, quantity: .magnitude))
  }

  /// Triangles of height one between neighbours of points spaced evenly on Slaney's mel scale.
  private static var melTriangles: [BandFilterBank.Triangle] {
    let (lowest, highest) = (MelScale.mel(fromHertz: lowestHz), MelScale.mel(fromHertz: highestHz))
    let points = (0..<fastBands + 2).map {
      MelScale.hertz(fromMel: lowest + (highest - lowest) * Double($0) / Double(fastBands + 1))
    }
    return (0..<fastBands).map {
      BandFilterBank.Triangle(lowerHz: points[$0], centreHz: points[$0 + 1], upperHz: points[$0 + 2])
    }
  }

  package mutating func consume(_ block: UnsafeBufferPointer<Float>) throws {
    var sum = 0.0
    for sample in block { sum += Double(sample) * Double(sample) }
    squareSum += sum
    sampleCount += block.count
    try fast.consume(block)
    try fine.consume(block)
  }

  /// 124 values a frame: the 64 fast bands, then the 60 fine ones.
  package mutating func finish() throws -> FrameMatrix {
    let rms = sampleCount > 0 ? (squareSum / Double(sampleCount)).squareRoot() : 0
    let level = rms > Self.silentRMS ? Self.targetRMS / rms : 1
    let (fast, fine) = (try fast.finish(), try fine.finish())
    let frames = min(fast.frameCount, fine.frameCount)
    var features = [Float](repeating: 0, count: frames * Self.bandCount)
    features.withUnsafeMutableBufferPointer { features in
      Self.place(fast, at: 0, frameLength: 1024, in: features, frames: frames, level: level)
      Self.place(fine, at: Self.fastBands, frameLength: 4096, in: features, frames: frames, level: level)
      LogCompression.log10(gain: Self.compressionGain).apply(to: features)
    }
    return FrameMatrix(values: features, bandCount: Self.bandCount, frameRateHz: fast.frameRateHz)
  }

  /// Writes bands side by side, scaled so that a full-scale sine on a bin gives the level.
  private static func place(
    _ bands: FrameMatrix, at offset: Int, frameLength: Int, in features: UnsafeMutableBufferPointer<Float>,
    frames: Int, level: Double
  ) {
    let windowSum = Double(frameLength) / 2
    let scale = Float(level * 2 / windowSum)
    let width = bands.bandCount
    bands.values.withUnsafeBufferPointer { values in
      for frame in 0..<frames {
        for band in 0..<width {
          features[frame &* bandCount &+ offset &+ band] = values[frame &* width &+ band] * scale
        }
      }
    }
  }
}
