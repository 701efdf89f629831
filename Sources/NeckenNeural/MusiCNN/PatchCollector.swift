import Foundation
import NeckenSignal

/// One of MusiCNN's inputs: 187 frames by 96 bands of compressed mel powers.
struct Patch: Sendable {
  /// Frame by frame.
  var values: [Float]
  /// Mean square of the samples, Hann-weighted.
  var power: Double
}

/// Cuts a mel spectrogram into patches side by side and keeps some, spread evenly over a recording
/// whose length is not known beforehand.
///
/// Every patch is kept until there are twice as many as wanted; then every other one is dropped, and
/// from there on only every other one is kept, and so on. Memory: 72 KB for each of at most twice the
/// wanted patches, however long the recording.
struct PatchCollector: SpectrumConsumer {
  static let frameCount = 187
  static let bandCount = 96

  private let bank: BandFilterBank
  private let limit: Int?
  /// Every how many-th patch is kept.
  private var stride = 1
  private var patchIndex = 0
  private var kept: [Patch] = []
  private var current = Patch(values: [], power: 0)
  private var currentFrames = 0
  private let powerScale: Double
  private let compression = LogCompression.log10(gain: 10_000)

  init(spectrum: SpectrumSettings, limit: Int?) throws {
    bank = try .mel(MelSettings(bandCount: Self.bandCount), spectrum: spectrum)
    self.limit = limit.map { max(1, $0) }
    // Parseval for half a spectrum of periodic-Hann frames, whose window has a mean square of 3/8.
    powerScale = 2 / (0.375 * Double(spectrum.frameLength) * Double(spectrum.frameLength))
  }

  private var keepsCurrent: Bool { patchIndex % stride == 0 }

  mutating func consume(_ frame: SpectrumFrame) {
    if keepsCurrent {
      if current.values.isEmpty { current.values.reserveCapacity(Self.frameCount * Self.bandCount) }
      let start = current.values.count
      current.values.append(contentsOf: repeatElement(0, count: Self.bandCount))
      current.values.withUnsafeMutableBufferPointer { values in
        let bands = UnsafeMutableBufferPointer(rebasing: values[start...])
        bank.apply(to: frame.powers, into: bands)
        compression.apply(to: bands)
      }
      var power: Float = 0
      for bin in frame.powers.indices { power += frame.powers[bin] }
      current.power += Double(power) * powerScale
    }
    currentFrames += 1
    if currentFrames == Self.frameCount { endPatch() }
  }

  private mutating func endPatch() {
    if keepsCurrent {
      current.power /= Double(Self.frameCount)
      kept.append(current)
      if let limit, kept.count == 2 * limit { thin() }
    }
    current = Patch(values: [], power: 0)
    currentFrames = 0
    patchIndex += 1
  }

  private mutating func thin() {
    kept = Swift.stride(from: 0, to: kept.count, by: 2).map { kept[$0] }
    stride *= 2
  }

  /// The patches, at most as many as wanted. Frames after the last whole patch are left out, but a
  /// recording that is shorter than one patch is repeated until it fills one.
  mutating func finish() -> (patches: [Patch], isRepeated: Bool) {
    if patchIndex == 0, currentFrames > 0 {
      current.power /= Double(currentFrames)
      let heard = current.values
      while current.values.count < Self.frameCount * Self.bandCount { current.values += heard }
      current.values.removeLast(current.values.count - Self.frameCount * Self.bandCount)
      return ([current], true)
    }
    return (kept.spread(limit), false)
  }
}

extension Array {
  /// At most so many elements, evenly spread from the middle of the first to that of the last part.
  func spread(_ limit: Int?) -> [Element] {
    guard let limit, limit < count else { return self }
    return (0..<limit).map { self[(2 * $0 + 1) * count / (2 * limit)] }
  }
}
