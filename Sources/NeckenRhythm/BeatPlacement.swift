import Foundation
import NeckenCore

/// Puts beats on the activation's peaks, between frames.
struct BeatPlacement {
  let activation: Activation
  let evidence: BeatEvidence

  /// The best place near a padded frame: its evidence less a quadratic cost of distance, then the top
  /// of a parabola through the activation's peak there.
  func refine(_ nominal: Int, isDownbeat: Bool, deviationFrames: Double) -> (seconds: Double, gain: Float) {
    let values = isDownbeat ? evidence.downbeat : evidence.other
    let reach = max(1, Int((2.5 * deviationFrames).rounded(.up)))
    var best = (frame: nominal, score: -Float.infinity, gain: Float(0))
    for frame in max(0, nominal - reach)...min(evidence.count - 1, nominal + reach) {
      let distance = Double(frame - nominal)
      let score = values[frame] - Float(distance * distance / (2 * deviationFrames * deviationFrames))
      if score > best.score { best = (frame, score, values[frame]) }
    }
    return (peakSeconds(frame: best.frame - evidence.padding), best.gain)
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
      let curvature = before - 2 * peak + after
      if curvature < 0, peak >= before, peak >= after { offset = 0.5 * (before - after) / curvature }
    }
    return (Double(top) + offset) / activation.framesPerSecond
  }
}

extension BeatPlacement {
  /// Drops beats that are not heard at the ends of each stretch of bars, and adds those of a cut bar
  /// that are: upbeats and last notes.
  static func withRaggedEnds(
    _ rhythm: FoundRhythm, activation: Activation, configuration: BarTracker.Configuration.Silence
  ) -> FoundRhythm {
    var result = rhythm
    let ends = Ends(activation: activation, threshold: configuration.edgeActivation)
    for index in result.bars.indices {
      result.bars[index].beats.removeAll { $0.seconds < 0 || $0.seconds > activation.durationSeconds }
    }
    for index in rhythm.bars.indices {
      let isFirst = index == 0 || !ends.adjoin(rhythm.bars[index - 1], rhythm.bars[index])
      let isLast =
        index == rhythm.bars.count - 1 || !ends.adjoin(rhythm.bars[index], rhythm.bars[index + 1])
      if isFirst { ends.settleStart(of: &result.bars[index], limit: index == 0 ? 0 : rhythm.bars[index - 1].endSeconds) }
      if isLast {
        let limit = index == rhythm.bars.count - 1 ? activation.durationSeconds : rhythm.bars[index + 1].startSeconds
        ends.settleEnd(of: &result.bars[index], limit: limit)
      }
    }
    return result
  }

  private struct Ends {
    let activation: Activation
    let threshold: Float

    func adjoin(_ first: FoundBar, _ second: FoundBar) -> Bool {
      abs(first.endSeconds - second.startSeconds) < 0.5 / activation.framesPerSecond
    }

    /// The activation near a time and where it peaks.
    private func peak(near seconds: Double) -> (value: Float, seconds: Double) {
      let frame = Int((seconds * activation.framesPerSecond).rounded())
      let near = (max(0, frame - 2)...max(0, frame + 2)).filter(activation.beat.indices.contains)
      guard let best = near.max(by: { activation.beat[$0] < activation.beat[$1] }) else { return (0, seconds) }
      return (activation.beat[best], Double(best) / activation.framesPerSecond)
    }

    private func isHeard(_ beat: FoundBeat) -> Bool { peak(near: beat.seconds).value >= threshold }

    func settleStart(of bar: inout FoundBar, limit: Double) {
      let whole = bar.beats.count
      bar.beats = Array(bar.beats.drop { !isHeard($0) })
      guard bar.beats.count == whole, whole == bar.beatsPerBar else { return }
      let length = bar.endSeconds - bar.startSeconds
      for (index, position) in bar.pattern.positions.enumerated().reversed() {
        let heard = peak(near: bar.startSeconds - length * (1 - position))
        guard heard.value >= 2 * threshold, heard.seconds > limit, heard.seconds < bar.beats[0].seconds else { return }
        bar.beats.insert(FoundBeat(seconds: heard.seconds, number: index + 2), at: 0)
      }
    }

    func settleEnd(of bar: inout FoundBar, limit: Double) {
      let whole = bar.beats.count
      while let last = bar.beats.last, !isHeard(last) { bar.beats.removeLast() }
      guard bar.beats.count == whole, bar.beats.last?.number == bar.beatsPerBar else { return }
      let length = bar.endSeconds - bar.startSeconds
      for (index, position) in ([0] + bar.pattern.positions).enumerated() {
        let heard = peak(near: bar.endSeconds + length * position)
        guard heard.value >= 2 * threshold, limit > heard.seconds, heard.seconds > (bar.beats.last?.seconds ?? 0)
        else { return }
        bar.beats.append(FoundBeat(seconds: heard.seconds, number: index + 1))
      }
    }
  }
}
