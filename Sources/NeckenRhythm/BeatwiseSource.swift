import Foundation

/// What was heard of a recording, made ready to be read beat by beat.
struct BeatwiseSource {
  private let pitches: PitchContent
  /// The highest novelty near each frame, over its mean.
  private let novelty: [Float]
  /// Log-odds of the highest activations near each frame: beats, downbeats.
  private let activations: [[Float]]
  private let overview: BarOverview
  private let framesPerSecond: Double

  /// Frames to either side in which a beat's onset may lie.
  private static let reach = 2
  /// Activations are kept this far from 0 and 1.
  private static let leastActivation: Float = 1e-4

  /// `nil` where the listener does not know what readers read.
  init?(_ activation: Activation) {
    guard let overview = activation.overview, let pitches = activation.pitches,
      pitches.bandCount == BeatwiseContent.bandCount, pitches.cellCount > 0, !activation.novelty.isEmpty
    else { return nil }
    self.pitches = pitches
    self.overview = overview
    novelty = MovingStatistics.maximum(activation.novelty, radius: Self.reach)
    activations = [activation.beat, activation.downbeat].map { heights in
      MovingStatistics.maximum(heights, radius: Self.reach).map { height in
        let kept = min(max(height, Self.leastActivation), 1 - Self.leastActivation)
        return log(kept / (1 - kept))
      }
    }
    framesPerSecond = activation.framesPerSecond
  }

  /// - Parameter beats: seconds, increasing, two or more.
  func content(of beats: [Double]) -> BeatwiseContent {
    BeatwiseContent(
      pitches, novelty: novelty, activations: activations, overview: overview, framesPerSecond: framesPerSecond, beats: beats)
  }
}
