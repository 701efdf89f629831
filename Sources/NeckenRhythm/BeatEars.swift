/// What a reader hears of each beat alone: its notes, and all the rest.
struct BeatEars {
  private let notes: RowConvolution
  private let quarters: RowConvolution
  private let others: RowConvolution

  private static let noteChannels = 24

  /// - Throws: ``ReaderError`` when the file is too short.
  init(_ weights: inout ReaderWeights) throws(ReaderError) {
    let channels = BeatMemory.channels
    notes = try weights.layer(BeatwiseContent.bandCount, Self.noteChannels, taps: 3)
    quarters = try weights.layer(BeatwiseContent.slots * Self.noteChannels, channels)
    others = try weights.layer(BeatwiseContent.otherCount, channels)
  }

  /// `BeatMemory.channels` values a beat of each.
  func listen(_ content: BeatwiseContent) -> [[Float]] {
    // Four quarters of a beat, each in its own channels, are one row for the next layer.
    let heard = quarters(notes(content.notes, rectified: true), rectified: true)
    return [heard, others(content.others, rectified: true)]
  }

  /// What is heard in several ways, beside each other beat by beat.
  static func joined(_ heard: [[Float]]) -> [Float] {
    let width = BeatMemory.channels
    var rows: [Float] = []
    rows.reserveCapacity(heard.reduce(0) { $0 + $1.count })
    for first in stride(from: 0, to: heard.first?.count ?? 0, by: width) {
      for values in heard { rows += values[first..<first + width] }
    }
    return rows
  }
}
