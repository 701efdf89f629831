/// How much begins at each frame of the beat network's features.
struct BandRises {
  /// Frames over which a band may rise.
  private static let lag = 2
  private(set) var values: [Float] = []

  /// - Parameters:
  ///   - features: rows of features.
  ///   - frames: the rows that follow those added before; the rows before them are there, save at the beginning.
  mutating func add(_ features: UnsafeBufferPointer<Float>, frames: Range<Int>) {
    for frame in frames {
      guard frame >= Self.lag else {
        values.append(0)
        continue
      }
      let now = frame * BeatFeatures.bandCount
      let before = now - Self.lag * BeatFeatures.bandCount
      var sum: Float = 0
      for band in 0..<BeatFeatures.fastBands { sum += max(features[now &+ band] - features[before &+ band], 0) }
      values.append(sum / Float(BeatFeatures.fastBands))
    }
  }
}
