/// Residual dilated convolutions over beats: what a reader knows of each beat after comparing it with those around it.
struct BeatMemory {
  private let layers: [(wide: RowConvolution, mix: RowConvolution)]
  private let channels: Int

  /// - Throws: ``ReaderError`` when the file is too short.
  init(_ weights: inout ReaderWeights, channels: Int, levels: Int) throws(ReaderError) {
    self.channels = channels
    var layers: [(RowConvolution, RowConvolution)] = []
    for level in 0..<levels {
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

  /// Means of what is remembered: of all beats, then of those with each number 1 … `numbers`; 0 where there are none.
  func means(_ rows: [Float], beatNumbers: [Int], upTo numbers: Int) -> [Float] {
    var sums = [Float](repeating: 0, count: channels * (1 + numbers))
    var counts = [Float](repeating: 0, count: 1 + numbers)
    for (beat, number) in beatNumbers.enumerated() {
      let group = number <= numbers ? number : 0  // longer bars than it has learned
      counts[group] += 1
      for channel in 0..<channels { sums[group * channels + channel] += rows[beat * channels + channel] }
    }
    for group in 1...numbers {
      counts[0] += counts[group]
      for channel in 0..<channels { sums[channel] += sums[group * channels + channel] }
    }
    for place in sums.indices { sums[place] /= max(counts[place / channels], 1) }
    return sums
  }
}
