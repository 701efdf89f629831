/// How loud low, middle and high bands are at each frame of the beat network's features.
struct BandLevels {
  /// The fast bands of each: up to about 850 Hz, 3 kHz and 10 kHz.
  private static let groups = [0..<16, 16..<40, 40..<BeatFeatures.fastBands]
  /// One after another for each frame.
  private(set) var values: [Float] = []

  /// - Parameters:
  ///   - features: rows of features.
  ///   - frames: the rows that follow those added before.
  mutating func add(_ features: UnsafeBufferPointer<Float>, frames: Range<Int>) {
    for frame in frames {
      let row = frame * BeatFeatures.bandCount
      for group in Self.groups {
        var sum: Float = 0
        for band in group { sum += features[row &+ band] }
        values.append(sum / Float(group.count))
      }
    }
  }
}
