import CVector
import Foundation

/// Mel-frequency cepstral coefficients: the orthonormal type-II cosine transform of the decibel
/// mel spectrogram, as librosa's `mfcc` (Davis, Mermelstein 1980, doi:10.1109/TASSP.1980.1163420).
///
/// Memory: 4 bytes a coefficient and frame; with `dynamicRangeDecibels` set, 4 bytes a band and
/// frame instead until the end, because the loudest moment limits the quiet ones.
package struct MelCepstrum: SpectrumConsumer {
  package struct Configuration: Hashable, Sendable {
    package var coefficientCount = 13
    package var mel = MelSettings()
    /// Powers are not taken as lower than this.
    package var powerFloor: Float = 1e-10
    /// Bands are not taken as further below the loudest of the whole recording than this, in
    /// decibels; librosa's is 80. `nil` leaves `powerFloor` alone to limit them.
    package var dynamicRangeDecibels: Float? = 80

    package init() {}
  }

  private let dynamicRange: Float?
  private let cosines: CosineTransform
  private let bank: BandFilterBank
  private let compression: LogCompression
  private var bands: [Float]
  private var stored: FrameMatrix
  private var coefficients: FrameMatrix

  /// - Throws: `SignalError.invalidSetting`; there cannot be more coefficients than bands.
  package init(_ spectrum: SpectrumSettings, configuration: Configuration = Configuration()) throws {
    let count = configuration.coefficientCount
    try SignalError.require(
      count > 0 && count <= configuration.mel.bandCount, "cepstral coefficients", Double(count),
      "from 1 to the number of bands")
    dynamicRange = configuration.dynamicRangeDecibels
    bank = try .mel(configuration.mel, spectrum: spectrum)
    compression = .decibels(floor: configuration.powerFloor)
    cosines = CosineTransform(inputCount: bank.bandCount, outputCount: count)
    bands = [Float](repeating: 0, count: bank.bandCount)
    stored = FrameMatrix(bandCount: bank.bandCount, frameRateHz: spectrum.frameRateHz)
    coefficients = FrameMatrix(bandCount: count, frameRateHz: spectrum.frameRateHz)
  }

  package var demand: SpectrumDemand { SpectrumDemand(bins: bank.bins, wantsMagnitudes: false) }

  package mutating func consume(_ frame: SpectrumFrame) {
    bands.withUnsafeMutableBufferPointer { bands in
      bank.apply(to: frame.powers, into: bands)
      compression.apply(to: bands)
      if dynamicRange == nil {
        coefficients.appendFrame { cosines.apply(to: UnsafeBufferPointer(bands), into: $0) }
      } else {
        stored.values.append(contentsOf: bands)
      }
    }
  }

  package mutating func finish() -> FrameMatrix {
    guard let dynamicRange else { return coefficients }
    stored.limitDynamicRange(toDecibels: dynamicRange)
    stored.values.withUnsafeBufferPointer { values in
      for start in stride(from: 0, to: values.count, by: bank.bandCount) {
        let frame = UnsafeBufferPointer(rebasing: values[start..<start + bank.bandCount])
        coefficients.appendFrame { cosines.apply(to: frame, into: $0) }
      }
    }
    stored.values = []
    return coefficients
  }
}

/// The first rows of the orthonormal discrete cosine transform of type II.
struct CosineTransform: Sendable {
  private let inputCount: Int
  private let outputCount: Int
  private let rows: [Float]

  init(inputCount: Int, outputCount: Int) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    let length = Double(inputCount)
    rows = (0..<outputCount).flatMap { row in
      let scale = (row == 0 ? 1 / length : 2 / length).squareRoot()
      return (0..<inputCount).map { Float(scale * cos(Double.pi / length * (Double($0) + 0.5) * Double(row))) }
    }
  }

  func apply(to input: UnsafeBufferPointer<Float>, into output: UnsafeMutableBufferPointer<Float>) {
    rows.withUnsafeBufferPointer { rows in
      guard let rows = rows.baseAddress, let input = input.baseAddress else { return }
      for row in 0..<outputCount {
        output[row] = vector_dot(rows + row * inputCount, input, inputCount)
      }
    }
  }
}
