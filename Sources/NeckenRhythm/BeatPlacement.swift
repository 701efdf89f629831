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
    let reach = BeatEvidence.reach(deviationFrames: deviationFrames)
    var best = (frame: nominal, score: -Float.infinity)
    for frame in max(0, nominal - reach)...min(evidence.count - 1, nominal + reach) {
      let distance = Double(frame - nominal)
      let gain = evidence.beat[frame] + labels[frame] + evidence.reward
      let score = gain - Float(distance * distance / (2 * deviationFrames * deviationFrames))
      if score > best.score { best = (frame, score) }
    }
    return (peakSeconds(frame: best.frame - evidence.padding), evidence.beat[best.frame])
  }

  /// Puts a beat that was found at `found` near `usual`, where the bars around it have theirs, both in seconds.
  ///
  /// - Returns: where, and how much evidence that gains; `nil` where the evidence for the beat as it was found is greater by more than
  ///   what it costs to lie so far from the usual place, or the beat is there already.
  func settled(
    _ found: Double, usual: Double, configuration: BarTracker.Configuration.Shares
  ) -> (seconds: Double, gained: Float)? {
    let deviation = configuration.settledSeconds
    func cost(_ seconds: Double) -> Float {
      let distance = (seconds - usual) / deviation
      return min(Float(distance * distance / 2), configuration.settledCost)
    }
    func best(near seconds: Double, reach: Int, score: (Int) -> Float) -> Int {
      let nearest = min(max(0, evidence.frame(seconds)), evidence.count - 1)
      let frames = max(0, nearest - reach)...min(evidence.count - 1, nearest + reach)
      return frames.max { score($0) < score($1) } ?? nearest
    }
    let reach = BeatEvidence.reach(deviationFrames: deviation * evidence.framesPerSecond)
    let here = best(near: found, reach: 1) { evidence.beat[$0] }
    let there = best(near: usual, reach: reach) { evidence.beat[$0] - cost(evidence.seconds($0)) }
    let gained = evidence.beat[there] - evidence.beat[here]
    guard abs(here - there) > 1, gained > cost(evidence.seconds(there)) - cost(found) else { return nil }
    return (peakSeconds(frame: there - evidence.padding), gained)
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
