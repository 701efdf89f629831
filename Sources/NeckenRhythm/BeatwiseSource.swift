import Foundation

/// What was heard of a recording, made ready to be read beat by beat.
package struct BeatwiseSource {
  private let pitches: PitchContent
  /// The highest novelty near each frame, over its mean.
  private let novelty: [Float]
  /// Log-odds of the highest activations near each frame: beats, downbeats. Bars begin before a recording and end after it; what
  /// is there nobody knows, so log-odds are 0 beyond the ends, as the readers learned it.
  private let activations: [[Float]]
  private let overview: BarOverview
  private let framesPerSecond: Double

  /// Frames to either side in which a beat's onset may lie.
  private static let reach = 2
  /// Activations are kept this far from 0 and 1.
  private static let leastActivation: Float = 1e-4

  /// `nil` where the listener does not know what readers read.
  package init?(_ activation: Activation) {
    guard let overview = activation.overview, let pitches = activation.pitches,
      pitches.bandCount == BeatwiseContent.bandCount, pitches.cellCount > 0, !activation.novelty.isEmpty
    else { return nil }
    self.pitches = pitches
    self.overview = overview
    novelty = MovingStatistics.maximum(activation.novelty, radius: Self.reach)
    activations = [activation.beat, activation.downbeat].map { heights in
      let odds = heights.map { height in
        let kept = min(max(height, Self.leastActivation), 1 - Self.leastActivation)
        return log(kept / (1 - kept))
      }
      let unknown = [Float](repeating: 0, count: Self.reach)
      let highest = MovingStatistics.maximum(unknown + odds + unknown, radius: Self.reach)
      return Array(highest[Self.reach..<Self.reach + odds.count])
    }
    framesPerSecond = activation.framesPerSecond
  }

  /// - Parameter beats: seconds, increasing, two or more.
  package func content(of beats: [Double]) -> BeatwiseContent {
    BeatwiseContent(
      pitches, novelty: novelty, activations: activations, overview: overview, framesPerSecond: framesPerSecond, beats: beats)
  }
}
