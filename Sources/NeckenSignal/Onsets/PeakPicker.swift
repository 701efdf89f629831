/// Picks onsets from a strength curve: local maxima that stand out from their surroundings.
///
/// A frame is an onset when nothing around it is higher, when it exceeds the mean around it by a
/// threshold, and when the last onset is long enough ago (Böck, Krebs, Schedl, ISMIR 2012).
package struct PeakPicker: Hashable, Sendable {
  /// Seconds before a frame in which nothing may be higher.
  package var maximumBeforeSeconds: Double
  /// Seconds after a frame in which nothing may be higher.
  package var maximumAfterSeconds: Double
  /// Seconds before a frame that the mean reaches back.
  package var meanBeforeSeconds: Double
  /// Seconds after a frame that the mean reaches on.
  package var meanAfterSeconds: Double
  /// How far an onset rises above the mean; the curve is first scaled to 0…1.
  package var threshold: Float
  /// Seconds after an onset in which no other is picked.
  package var waitSeconds: Double

  package init(
    maximumBeforeSeconds: Double, maximumAfterSeconds: Double, meanBeforeSeconds: Double,
    meanAfterSeconds: Double, threshold: Float, waitSeconds: Double
  ) {
    self.maximumBeforeSeconds = maximumBeforeSeconds
    self.maximumAfterSeconds = maximumAfterSeconds
    self.meanBeforeSeconds = meanBeforeSeconds
    self.meanAfterSeconds = meanAfterSeconds
    self.threshold = threshold
    self.waitSeconds = waitSeconds
  }

  /// librosa's settings for its onset strength.
  package static let librosa = PeakPicker(
    maximumBeforeSeconds: 0.03, maximumAfterSeconds: 0, meanBeforeSeconds: 0.1, meanAfterSeconds: 0.1,
    threshold: 0.07, waitSeconds: 0.03)

  /// The windows published with SuperFlux; its threshold was for sums, this one is for the scaled curve.
  package static let superFlux = PeakPicker(
    maximumBeforeSeconds: 0.03, maximumAfterSeconds: 0.03, meanBeforeSeconds: 0.1, meanAfterSeconds: 0.07,
    threshold: 0.07, waitSeconds: 0.03)

  /// The frames that are onsets, in order. A flat curve has none.
  package func peaks(in curve: [Float], frameRateHz: Double) -> [Int] {
    guard let lowest = curve.min(), let highest = curve.max(), highest > lowest, highest.isFinite else {
      return []
    }
    let scaled = curve.map { ($0 - lowest) / (highest - lowest) }
    let frames = { (seconds: Double) in Int(seconds * frameRateHz) }
    let (maximumBefore, maximumAfter) = (frames(maximumBeforeSeconds), frames(maximumAfterSeconds))
    let (meanBefore, meanAfter) = (frames(meanBeforeSeconds), frames(meanAfterSeconds))
    let wait = frames(waitSeconds)

    var peaks: [Int] = []
    var frame = 0
    while frame < scaled.count {
      let neighbours = scaled[max(0, frame - maximumBefore)...min(scaled.count - 1, frame + maximumAfter)]
      let surroundings = scaled[max(0, frame - meanBefore)...min(scaled.count - 1, frame + meanAfter)]
      let mean = surroundings.reduce(0, +) / Float(surroundings.count)
      if scaled[frame] == neighbours.max(), scaled[frame] >= mean + threshold {
        peaks.append(frame)
        frame += wait
      }
      frame += 1
    }
    return peaks
  }

  /// Onset times in seconds from a curve of one band.
  package func onsetTimes(in curve: FrameMatrix) -> [Double] {
    peaks(in: curve.values, frameRateHz: curve.frameRateHz).map { Double($0) / curve.frameRateHz }
  }
}
