import Foundation
import NeckenCore

/// Log-likelihood ratios of "a beat is here" against "nothing is here", frame by frame.
///
/// A path's total is the sum over its beats, because the likelihood of a recording without any beat
/// is common to all paths. A beat explains the whole peak around it: log b(t) − Σ log(1 − b(t ± r)).
/// The arrays are padded at both ends by `padding` frames in which beats are neither likely nor unlikely,
/// so that a bar may begin before the recording and end after it.
struct BeatEvidence {
  let framesPerSecond: Double
  let padding: Int
  /// Frames with padding on both sides.
  let count: Int
  /// Evidence for a beat of either kind, without the reward.
  let beat: [Float]
  /// Log probability that a beat here is the first of its bar, weighted.
  let first: [Float]
  /// Log probability that it is not, weighted.
  let inner: [Float]
  /// Reward of each beat.
  let reward: Float

  init(_ activation: Activation, padding: Int, configuration: BarTracker.Configuration.Evidence) {
    framesPerSecond = activation.framesPerSecond
    self.padding = padding
    count = activation.count + 2 * padding
    reward = configuration.beatReward
    let radius = max(1, Int((configuration.peakRadiusSeconds * framesPerSecond).rounded()))
    let frames = activation.count
    let gains = Self.gains(activation, configuration: configuration)
    let scaled = zip(activation.beat, gains).map { min(max($0 * $1, 0), configuration.ceiling) }

    // Prefix sums of log(1 − b) give the sum over each peak's width.
    var sums = [Double](repeating: 0, count: frames + 1)
    for frame in 0..<frames { sums[frame + 1] = sums[frame] + log(1 - Double(scaled[frame])) }

    var beat = [Float](repeating: 0, count: count)
    var first = beat
    var inner = beat
    for frame in 0..<frames {
      let low = max(0, frame - radius)
      let high = min(frames - 1, frame + radius)
      let unexplained = Float(sums[high + 1] - sums[low])
      var strongestBeat: Float = 0
      var strongestDownbeat: Float = 0
      for near in low...high {
        strongestBeat = max(strongestBeat, activation.beat[near])
        strongestDownbeat = max(strongestDownbeat, activation.downbeat[near])
      }
      let strength = configuration.downbeatPriorStrength / gains[frame]
      let share =
        (strongestDownbeat + strength * configuration.downbeatPrior)
        / (max(strongestBeat, strongestDownbeat) + strength)
      let bounded = min(max(share, configuration.downbeatFloor), 1 - configuration.downbeatFloor)
      beat[padding + frame] = log(max(scaled[frame], configuration.floor)) - unexplained
      first[padding + frame] = configuration.downbeatWeight * log(bounded)
      inner[padding + frame] = configuration.downbeatWeight * log(1 - bounded)
    }
    self.beat = beat
    self.first = first
    self.inner = inner
  }

  /// The time of a padded frame, from the start of the recording.
  func seconds(_ frame: Int) -> Double { Double(frame - padding) / framesPerSecond }

  /// The padded frame nearest to a time.
  func frame(_ seconds: Double) -> Int { Int((seconds * framesPerSecond).rounded()) + padding }

  /// Evidence for a beat that is the first of its bar.
  var downbeats: [Float] { sum(first) }
  /// Evidence for a beat that is not.
  var others: [Float] { sum(inner) }

  private func sum(_ labels: [Float]) -> [Float] {
    zip(beat, labels).map { beat, label in beat == 0 && label == 0 ? 0 : beat + label + reward }
  }

  /// By what activations are multiplied so that a usual beat has the usual height: a listener that is
  /// unsure of everything is still surer of beats than of what lies between them.
  private static func gains(
    _ activation: Activation, configuration: BarTracker.Configuration.Evidence
  ) -> [Float] {
    let fps = activation.framesPerSecond
    let highest = MovingStatistics.maximum(
      activation.beat, radius: max(1, Int((configuration.usualBeatSeconds / 2 * fps).rounded())))
    let isHeard = highest.map { $0 >= configuration.leastPeak ? Float(1) : 0 }
    let radius = Int((configuration.levelSeconds * fps).rounded())
    let sums = MovingStatistics.mean(zip(highest, isHeard).map { $0 * $1 }, radius: radius)
    let parts = MovingStatistics.mean(isHeard, radius: radius)
    return zip(sums, parts).map { sum, part in
      guard part > 0 else { return 1 }
      return min(max(configuration.usualPeak * part / sum, 1), configuration.mostGain)
    }
  }

  /// How far from its place a beat is looked for.
  static func reach(deviationFrames: Double) -> Int { max(1, Int((2.5 * deviationFrames).rounded(.up))) }

  /// The best of `values` near each frame, with a quadratic cost of distance: a beat that may lie a
  /// little off its place.
  static func blurred(_ values: [Float], deviationFrames: Double) -> [Float] {
    let reach = reach(deviationFrames: deviationFrames)
    var result = values
    for distance in 1...reach {
      let cost = Float(Double(distance * distance) / (2 * deviationFrames * deviationFrames))
      values.withUnsafeBufferPointer { values in
        result.withUnsafeMutableBufferPointer { result in
          guard distance < values.count else { return }
          for frame in 0..<values.count &- distance {
            let later = values[frame &+ distance] - cost
            result[frame] = later > result[frame] ? later : result[frame]
          }
          for frame in distance..<values.count {
            let earlier = values[frame &- distance] - cost
            result[frame] = earlier > result[frame] ? earlier : result[frame]
          }
        }
      }
    }
    return result
  }
}
