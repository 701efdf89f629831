/// Residual dilated convolutions over beats: what a reader knows of each beat after comparing it with those around it.
struct BeatMemory {
  private let layers: [(wide: RowConvolution, mix: RowConvolution)]

  /// Values a beat, of what is heard of it and of what is remembered.
  static let channels = 40
  /// The fewest and the most beats a bar may have.
  static let meters = 2...4
  /// How many values ``summary(of:numbers:beatsPerBar:)`` has.
  static let summaryCount = (1 + meters.upperBound) * channels + meters.count
  private static let levels = 6

  /// - Throws: ``ReaderError`` when the file is too short.
  init(_ weights: inout ReaderWeights) throws(ReaderError) {
    let channels = Self.channels
    var layers: [(RowConvolution, RowConvolution)] = []
    for level in 0..<Self.levels {
      let wide = try weights.layer(channels, channels, taps: 3, dilation: 1 << level)
      layers.append((wide, try weights.layer(channels, channels)))
    }
    self.layers = layers
  }

  /// - Parameter rows: what is known of each beat alone.
  /// - Returns: as many values, none below 0.
  func callAsFunction(_ rows: [Float]) -> [Float] {
    var rows = rows
    for layer in layers {
      let added = layer.mix(layer.wide(rows, rectified: true))
      for place in rows.indices { rows[place] += added[place] }
    }
    for place in rows.indices { rows[place] = max(rows[place], 0) }
    return rows
  }

  /// What is remembered of some bars: means over all beats and over those with each number, 0 where there are none, and the meter.
  ///
  /// - Parameters:
  ///   - rows: what is remembered of each beat.
  ///   - numbers: of the beats in their bars.
  func summary(of rows: [Float], numbers: [Int], beatsPerBar: Int) -> [Float] {
    let (channels, most) = (Self.channels, Self.meters.upperBound)
    var sums = [Float](repeating: 0, count: channels * (1 + most))
    var counts = [Float](repeating: 0, count: 1 + most)
    for (beat, number) in numbers.enumerated() {
      let group = number <= most ? number : 0  // longer bars than it has learned
      counts[group] += 1
      for channel in 0..<channels { sums[group * channels + channel] += rows[beat * channels + channel] }
    }
    for group in 1...most {
      counts[0] += counts[group]
      for channel in 0..<channels { sums[channel] += sums[group * channels + channel] }
    }
    for place in sums.indices { sums[place] /= max(counts[place / channels], 1) }
    return sums + Self.meters.map { $0 == beatsPerBar ? 1 : 0 }
  }
}
