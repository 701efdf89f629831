import Foundation
package import NeckenSignal

/// One of MusiCNN's inputs: 187 frames by 96 bands of compressed mel powers.
package struct Patch: Sendable {
  /// Frame by frame.
  package var values: [Float]
  /// Mean square of the samples of its middling frame: half of the frames are louder. Unlike the mean,
  /// a click or the tail of a note does not make silence loud.
  package var power: Float
}

/// Cuts a mel spectrogram into patches side by side and keeps some, spread evenly over a recording
/// whose length is not known beforehand.
///
/// Every patch is kept until there are twice as many as wanted; then every other one is dropped, and
/// from there on only every other one is kept, and so on. Memory: 72 KB for each of at most twice the
/// wanted patches, however long the recording.
package struct PatchCollector: SpectrumConsumer {
  package static let frameCount = 187
  package static let bandCount = 96

  private let bank: BandFilterBank
  private let limit: Int?
  /// Every how many-th patch is kept.
  private var stride = 1
  private var patchIndex = 0
  private var kept: [Patch] = []
  private var values: [Float] = []
  private var powers: [Float] = []
  private var frameIndex = 0
  private let powerScale: Float
  private let compression = LogCompression.log10(gain: 10_000)

  package init(spectrum: SpectrumSettings, limit: Int?) throws {
    bank = try .mel(MelSettings(bandCount: Self.bandCount), spectrum: spectrum)
    self.limit = limit.map { max(1, $0) }
    // Parseval for half a spectrum of periodic-Hann frames, whose window has a mean square of 3/8.
    powerScale = 2 / (0.375 * Float(spectrum.frameLength) * Float(spectrum.frameLength))
  }

  private var keepsCurrent: Bool { patchIndex % stride == 0 }

  package var demand: SpectrumDemand { SpectrumDemand(bins: SpectrumDemand.all.bins, wantsMagnitudes: false) }

  package mutating func consume(_ frame: SpectrumFrame) {
    if keepsCurrent {
      values.reserveCapacity(Self.frameCount * Self.bandCount)
      let start = values.count
      values.append(contentsOf: repeatElement(0, count: Self.bandCount))
      values.withUnsafeMutableBufferPointer { values in
        let bands = UnsafeMutableBufferPointer(rebasing: values[start...])
        bank.apply(to: frame.powers, into: bands)
        compression.apply(to: bands)
      }
      var power: Float = 0
      for bin in frame.powers.indices { power += frame.powers[bin] }
      powers.append(power * powerScale)
    }
    frameIndex += 1
    if frameIndex == Self.frameCount { endPatch() }
  }

  private mutating func endPatch() {
    if keepsCurrent {
      kept.append(takeCurrent())
      if let limit, kept.count == 2 * limit { thin() }
    }
    frameIndex = 0
    patchIndex += 1
  }

  /// The patch gathered so far, which is then gathered anew.
  private mutating func takeCurrent() -> Patch {
    defer {
      values = []
      powers.removeAll(keepingCapacity: true)
    }
    return Patch(values: values, power: powers.sorted()[powers.count / 2])
  }

  private mutating func thin() {
    kept = Swift.stride(from: 0, to: kept.count, by: 2).map { kept[$0] }
    stride *= 2
  }

  /// The patches, at most as many as wanted. Frames after the last whole patch are left out, but a
  /// recording that is shorter than one patch is repeated until it fills one.
  package mutating func finish() -> (patches: [Patch], isRepeated: Bool) {
    if patchIndex == 0, frameIndex > 0 {
      var patch = takeCurrent()
      let heard = patch.values
      while patch.values.count < Self.frameCount * Self.bandCount { patch.values += heard }
      patch.values.removeLast(patch.values.count - Self.frameCount * Self.bandCount)
      return ([patch], true)
    }
    return (kept.spread(limit), false)
  }
}

extension Array {
  /// At most so many elements, evenly spread from the middle of the first to that of the last part.
  package func spread(_ limit: Int?) -> [Element] {
    guard let limit, limit < count else { return self }
    return (0..<limit).map { self[(2 * $0 + 1) * count / (2 * limit)] }
  }
}
