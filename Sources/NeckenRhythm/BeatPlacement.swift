import Foundation
import NeckenCore

/// Puts beats on the activation's peaks, between frames.
struct BeatPlacement {
  let activation: Activation
  let evidence: BeatEvidence

  /// The best place near a padded frame: its evidence less a quadratic cost of distance, then the top
  /// of a parabola through the activation's peak there.
  func refine(_ nominal: Int, isDownbeat: Bool, deviationFrames: Double) -> (seconds: Double, gain: Float) {
    let labels = isDownbeat ? evidence.first : evidence.inner
    let reach = max(1, Int((2.5 * deviationFrames).rounded(.up)))
    var best = (frame: nominal, score: -Float.infinity)
    for frame in max(0, nominal - reach)...min(evidence.count - 1, nominal + reach) {
      let distance = Double(frame - nominal)
      let gain = evidence.beat[frame] + labels[frame] + evidence.reward
      let score = gain - Float(distance * distance / (2 * deviationFrames * deviationFrames))
      if score > best.score { best = (frame, score) }
    }
    return (peakSeconds(frame: best.frame - evidence.padding), evidence.beat[best.frame])
  }

  /// Where the activation peaks around a frame, in seconds; the frame itself where it is flat.
  private func peakSeconds(frame: Int) -> Double {
    let beat = activation.beat
    var top = frame
    for near in [frame - 1, frame + 1] where beat.indices.contains(near) && beat.indices.contains(top) {
      if beat[near] > beat[top] { top = near }
    }
    var offset = 0.0
    if top > 0, top + 1 < beat.count {
      let (before, peak, after) = (Double(beat[top - 1]), Double(beat[top]), Double(beat[top + 1]))
      if peak >= before, peak >= after { offset = parabolicPeakOffset(before: before, top: peak, after: after) }
    }
    return (Double(top) + offset) / activation.framesPerSecond
  }
}
