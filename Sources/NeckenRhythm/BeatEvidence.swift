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
  /// Evidence for a beat that is the first of its bar.
  let downbeat: [Float]
  /// Evidence for a beat that is not.
  let other: [Float]

  init(_ activation: Activation, padding: Int, configuration: BarTracker.Configuration.Evidence) {
    framesPerSecond = activation.framesPerSecond
    self.padding = padding
    count = activation.count + 2 * padding
    let radius = max(1, Int((configuration.peakRadiusSeconds * framesPerSecond).rounded()))
    let frames = activation.count
    let beat = activation.beat.map { min(max($0, 0), configuration.ceiling) }

    // Prefix sums of log(1 − b) give the sum over each peak's width.
    var sums = [Double](repeating: 0, count: frames + 1)
    for frame in 0..<frames { sums[frame + 1] = sums[frame] + log(1 - Double(beat[frame])) }

    var downbeat = [Float](repeating: 0, count: count)
    var other = downbeat
    for frame in 0..<frames {
      let low = max(0, frame - radius)
      let high = min(frames - 1, frame + radius)
      let unexplained = Float(sums[high + 1] - sums[low])
      let gain = log(max(beat[frame], configuration.floor)) - unexplained + configuration.beatReward
      var strongestBeat: Float = 0
      var strongestDownbeat: Float = 0
      for near in low...high {
        strongestBeat = max(strongestBeat, beat[near])
        strongestDownbeat = max(strongestDownbeat, activation.downbeat[near])
      }
      let strength = configuration.downbeatPriorStrength
      let ratio =
        (strongestDownbeat + strength * configuration.downbeatPrior) / (max(strongestBeat, strongestDownbeat) + strength)
      let share = min(max(ratio, configuration.downbeatFloor), 1 - configuration.downbeatFloor)
      downbeat[padding + frame] = gain + configuration.downbeatWeight * log(share)
      other[padding + frame] = gain + configuration.downbeatWeight * log(1 - share)
    }
    self.downbeat = downbeat
    self.other = other
  }

  /// The best of `values` near each frame, with a quadratic cost of distance: a beat that may lie a
  /// little off its place.
  static func blurred(_ values: [Float], deviationFrames: Double) -> [Float] {
    let reach = max(1, Int((2.5 * deviationFrames).rounded(.up)))
    var result = values
    for distance in 1...reach {
      let cost = Float(Double(distance * distance) / (2 * deviationFrames * deviationFrames))
      for frame in values.indices {
        if frame >= distance { result[frame] = max(result[frame], values[frame - distance] - cost) }
        if frame + distance < values.count {
          result[frame] = max(result[frame], values[frame + distance] - cost)
        }
      }
    }
    return result
  }
}
