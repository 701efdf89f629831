import NeckenSignal

/// What the beat network listens to: two band spectra on the same frame times, level-normalised and
/// compressed. Docs/Algorithms/beat-network.md has the definition to the letter.
///
/// Memory: 25 KB a second, for a recording's level is only known at its end.
package struct BeatFeatures: Sendable {
  package static let sampleRateHz = 22_050.0
  package static let hopLength = 441.0
  package static let bandCount = fastBands + fineBands

  static let fastBands = 64
  static let fineBands = 60
  static let fastFrameLength = 1024
  static let fineFrameLength = 4096
  static let lowestHz = 30.0
  static let highestHz = 10_000.0
  /// MIDI note of the first fine band.
  static let lowestNote = 40
  private static let targetRMS = 0.1
  /// Below this a recording is silence, and is not made louder.
  private static let silentRMS = 1e-5
  private static let compression = LogCompression.log10(gain: 1000)

  private let fast: BandPages
  private let fine: BandPages
  /// What the samples are multiplied by.
  private let level: Double

  init(fast: BandPages, fine: BandPages, rms: Double) {
    self.fast = fast
    self.fine = fine
    level = rms > Self.silentRMS ? Self.targetRMS / rms : 1
  }

  package var frameCount: Int { min(fast.frameCount, fine.frameCount) }

  /// Some frames of 124 values: the 64 fast bands, then the 60 fine ones.
  package func values(_ frames: Range<Int>) -> [Float] {
    var values = [Float](repeating: 0, count: frames.count * Self.bandCount)
    values.withUnsafeMutableBufferPointer { write(frames, to: $0) }
    return values
  }

  /// Writes the same into memory for `frames.count` times 124 values.
  func write(_ frames: Range<Int>, to values: UnsafeMutableBufferPointer<Float>) {
    let width = Self.bandCount
    fast.write(frames, scale: scale(Self.fastFrameLength), to: values, column: 0, width: width)
    fine.write(frames, scale: scale(Self.fineFrameLength), to: values, column: Self.fastBands, width: width)
    Self.compression.apply(to: values)
  }

  /// Makes a full-scale sine on a bin the level: twice the magnitude over the sum of the Hann window.
  private func scale(_ frameLength: Int) -> Float {
    let windowSum = Double(frameLength) / 2
    return Float(level * 2 / windowSum)
  }
}
