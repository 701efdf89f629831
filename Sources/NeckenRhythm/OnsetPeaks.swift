import NeckenCore

/// Onset times from a listener's probability that a note begins.
///
/// A frame is an onset when it is the highest of three and above the threshold; its time is the top of a parabola
/// through the three. On rendered tunes half of the onsets lie within 7 ms of the note (decision 0097).
package struct OnsetPeaks: Hashable, Sendable {
  /// Smallest probability of an onset, 0…1. Default 0.3, where F is greatest on rendered training and development tunes.
  package var threshold: Float

  package init(threshold: Float = 0.3) { self.threshold = threshold }

  /// Times in seconds, increasing.
  package func times(in activation: [Float], framesPerSecond: Double) -> [Double] {
    guard activation.count >= 3 else { return [] }
    var times: [Double] = []
    for frame in 1..<(activation.count - 1) where activation[frame] >= threshold {
      let (before, top, after) = (activation[frame - 1], activation[frame], activation[frame + 1])
      guard top > before, top >= after else { continue }
      let offset = parabolicPeakOffset(before: Double(before), top: Double(top), after: Double(after))
      times.append((Double(frame) + offset) / framesPerSecond)
    }
    return times
  }
}
