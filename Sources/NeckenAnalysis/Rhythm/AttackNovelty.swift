import Foundation
import NeckenSignal

/// Rises of energy band by band: log-filtered flux against the neighbouring bands' maximum two frames
/// before, which ignores vibrato (SuperFlux: Böck and Widmer, DAFx 2013); in a low band and in the rest.
struct AttackNovelty: SpectrumConsumer {
  struct Series {
    var low: [Float] = []
    var attack: [Float] = []
    var loudness: [Float] = []
  }

  private let bank: BandFilterBank
  private let lowBandCount: Int
  private var level: RunningLevel
  private var series = Series()
  private var bands: [Float]
  /// The last three frames' bands, newest first.
  private var past: [[Float]]
  private var loudnesses: [Float] = []

  init(_ configuration: SignalActivation.Configuration, spectrum: SpectrumSettings) throws {
    bank = try .mel(
      MelSettings(bandCount: configuration.attackBands, minimumHz: 30, maximumHz: 10_000), spectrum: spectrum)
    // A band belongs to the low ones when most of its weight lies below the limit.
    let limit = Int(configuration.lowBandUpperHz / spectrum.binWidthHz)
    let bank = bank
    lowBandCount = (0..<configuration.attackBands).count { band in
      let row = bank.row(band)
      return row[..<limit].reduce(0, +) > row[limit...].reduce(0, +)
    }
    level = RunningLevel(configuration, spectrum: spectrum)
    bands = [Float](repeating: 0, count: configuration.attackBands)
    past = []
  }

  mutating func consume(_ frame: SpectrumFrame) {
    let gain = level.gain(after: frame.powers)
    bands.withUnsafeMutableBufferPointer { bands in
      bank.apply(to: frame.powers, into: bands)
      for band in bands.indices { bands[band] = 0.5 * log10(1 + gain * gain * bands[band]) }
    }
    loudnesses.append(level.loudness)
    if past.isEmpty { past = [bands, bands] }
    var low: Float = 0
    var attack: Float = 0
    for band in bands.indices {
      let before = past[1]
      let neighbours = max(before[max(band - 1, 0)], before[band], before[min(band + 1, bands.count - 1)])
      let rise = max(0, bands[band] - neighbours)
      if band < lowBandCount { low += rise } else { attack += rise }
    }
    series.low.append(low)
    series.attack.append(attack)
    let now = loudnesses.count - 1
    series.loudness.append(max(0, loudnesses[now] - loudnesses[max(0, now - 2)]))
    past.swapAt(0, 1)
    past[0].withUnsafeMutableBufferPointer { target in
      bands.withUnsafeBufferPointer { _ = target.update(fromContentsOf: $0) }
    }
  }

  mutating func finish() -> Series { series }
}
