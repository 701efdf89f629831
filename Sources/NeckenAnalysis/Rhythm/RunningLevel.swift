import Foundation
import NeckenSignal

/// Follows how loud a recording is, so that the same playing gives the same novelty at any level.
struct RunningLevel {
  /// Magnitude of a band that counts as one, at a level of 0.1 of full scale.
  private static let referenceGain: Float = 1000
  private static let referenceLevel: Float = 0.1

  private let scale: Float
  private let magnitudeScale: Float
  private let forgetting: Float
  private let quietest: Float
  private var meanSquare: Float?
  /// Level of the newest frame against the running one.
  private(set) var loudness: Float = 0

  init(_ configuration: SignalActivation.Configuration, spectrum: SpectrumSettings) {
    // Parseval for a Hann window, whose mean square is 3/8; its sum is half its length.
    let length = Float(spectrum.frameLength)
    scale = 2 / (length * length * 0.375)
    magnitudeScale = 4 / length
    forgetting = Float(1 / (configuration.levelSeconds * configuration.framesPerSecond))
    quietest = configuration.quietestLevel * configuration.quietestLevel
  }

  /// Takes a frame and says by what its magnitudes should be multiplied.
  mutating func gain(after powers: UnsafeBufferPointer<Float>) -> Float {
    var sum: Float = 0
    for power in powers { sum += power }
    let square = sum * scale
    var mean = meanSquare ?? square
    mean += forgetting * (square - mean)
    // Nothing is known before the first sound.
    meanSquare = meanSquare == nil && square < quietest ? nil : mean
    let level = max(mean, quietest).squareRoot()
    loudness = square.squareRoot() / level
    return Self.referenceGain * Self.referenceLevel / level * magnitudeScale
  }
}
