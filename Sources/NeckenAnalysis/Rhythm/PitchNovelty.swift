import Foundation
import NeckenSignal

/// Changes of what sounds, for bowed notes that begin without an attack: notes that were not there
/// 60 ms before, and how unlike the spectrum has become, both over semitones.
struct PitchNovelty: SpectrumConsumer {
  struct Series {
    var pitch: [Float] = []
    var harmony: [Float] = []
  }

  /// Frames between the spectra compared; the middle one is the frame concerned.
  private static let reach = 3

  private let bank: BandFilterBank
  private var level: RunningLevel
  private var series = Series()
  private let noteCount: Int
  /// Bands of the last frames, in a ring.
  private var ring: [Float]
  private var frameCount = 0

  private static var ringLength: Int { 2 * reach + 1 }

  init(_ configuration: SignalActivation.Configuration, spectrum: SpectrumSettings) {
    bank = .semitones(lowestNote: configuration.lowestNote, count: configuration.noteCount, spectrum: spectrum)
    level = RunningLevel(configuration, spectrum: spectrum)
    noteCount = bank.bandCount
    ring = [Float](repeating: 0, count: Self.ringLength * bank.bandCount)
  }

  mutating func consume(_ frame: SpectrumFrame) {
    let gain = level.gain(after: frame.powers)
    let slot = frameCount % Self.ringLength
    ring.withUnsafeMutableBufferPointer { ring in
      let bands = UnsafeMutableBufferPointer(rebasing: ring[slot * noteCount..<(slot + 1) * noteCount])
      bank.apply(to: frame.magnitudes, into: bands)
      for band in bands.indices { bands[band] = log10(1 + gain * bands[band]) }
    }
    frameCount += 1
    if frameCount > Self.reach { compare(newest: frameCount - 1) }
  }

  mutating func finish() -> Series {
    // The last frames have no later ones to be compared with: they repeat the last.
    while series.pitch.count < frameCount { compare(newest: frameCount - 1) }
    return series
  }

  /// Compares the newest frame with the one 2·reach before it, for the frame in the middle.
  private mutating func compare(newest: Int) {
    let late = (newest % Self.ringLength) * noteCount
    let early = (max(0, newest - 2 * Self.reach) % Self.ringLength) * noteCount
    var rise: Float = 0
    var product: Float = 0
    var lateSquares: Float = 0
    var earlySquares: Float = 0
    ring.withUnsafeBufferPointer { ring in
      for note in 0..<noteCount {
        let (after, before) = (ring[late + note], ring[early + note])
        rise += max(0, after - before)
        product += after * before
        lateSquares += after * after
        earlySquares += before * before
      }
    }
    series.pitch.append(rise)
    let norm = (lateSquares * earlySquares).squareRoot()
    series.harmony.append(norm > 0 ? max(0, 1 - product / norm) : 0)
  }
}
