/// What a reader hears of each beat alone: its notes, and all the rest.
struct BeatEars {
  private let notes: RowConvolution
  private let quarters: RowConvolution
  private let others: RowConvolution
  private let channels: Int

  private static let noteChannels = 24

  /// - Throws: ``ReaderError`` when the file is too short.
  init(_ weights: inout ReaderWeights, channels: Int) throws(ReaderError) {
    self.channels = channels
    notes = try weights.layer(BeatwiseContent.bandCount, Self.noteChannels, taps: 3)
    quarters = try weights.layer(BeatwiseContent.slots * Self.noteChannels, channels)
    others = try weights.layer(BeatwiseContent.otherCount, channels)
  }

  func listen(_ content: BeatwiseContent) -> [(values: [Float], width: Int)] {
    // Four quarters of a beat, each in its own channels, are one row for the next layer.
    let heard = quarters(notes(content.notes, rectified: true), rectified: true)
    return [(heard, channels), (others(content.others, rectified: true), channels)]
  }

  /// Rows of several tables beside each other.
  ///
  /// - Parameter tables: values of equally many rows, and how many values a row has.
  static func joined(_ tables: [(values: [Float], width: Int)]) -> [Float] {
    guard let first = tables.first else { return [] }
    var rows: [Float] = []
    rows.reserveCapacity(tables.reduce(0) { $0 + $1.values.count })
    for row in 0..<first.values.count / first.width {
      for table in tables { rows += table.values[row * table.width..<(row + 1) * table.width] }
    }
    return rows
  }
}
