public import Foundation
import NeckenCore

/// Reads proposed beats one after another and judges readings of them: which is right, by how the music goes with it.
///
/// The beat network listens frame by frame; how fast the music goes, and so how long a bar is, it can only guess. The
/// reader is given beats and compares the music beat by beat: a small network of residual dilated convolutions over
/// beats, after beat-synchronous downbeat trackers (Durand, Bello, David, Richard, ICASSP 2015; Krebs, Böck, Dorfer,
/// Widmer, ISMIR 2016). What it remembers of the beats is then averaged over each number of a reading's bars and,
/// with the reading's own terms, turned into the log-odds that this reading is the right one among those offered
/// (listwise ranking: Cao, Qin, Liu, Tsai, Li, ICML 2007). Trained by `neckentrain/barreader.py` on what the tracker
/// itself offers for rendered performances with exactly known bars; `Models/Cards/bar-reader.md` has its figures.
///
/// Pure Swift: no inference library takes part. Cost: some 70,000 multiplications a beat, 15,000 a reading.
public struct BarReader: Sendable {
  /// For one beat, in log-odds.
  package struct Answer {
    /// That a bar begins here.
    package var isFirst: Float
    /// That these beats are the tune's own, rather than twice or half as many, or beside them.
    package var isOwn: Float
  }

  /// What it knows of some beats after reading them.
  package struct Memory {
    package var answers: [Answer]
    /// 40 values a beat.
    fileprivate var rows: [Float]
  }

  private let notes: RowConvolution
  private let quarters: RowConvolution
  private let others: RowConvolution
  private let join: RowConvolution
  private let layers: [(wide: RowConvolution, mix: RowConvolution)]
  private let answers: RowConvolution
  private let judging: RowConvolution
  private let judgement: RowConvolution

  /// The file's first four bytes, which carry its version.
  private static let mark = Data("NBR3".utf8)
  private static let noteChannels = 24
  private static let channels = 40
  private static let levels = 6
  private static let judges = 64
  /// The most beats a bar may have.
  private static let numbers = 4

  /// - Parameter data: `Models/bar-reader.bin`: a mark, then 32-bit floats, little end first, layer by layer.
  /// - Throws: ``BarReaderError`` when it is not such a file.
  public init(_ data: Data) throws(BarReaderError) {
    guard data.starts(with: Self.mark) else { throw .unknownFormat }
    let body = data.dropFirst(Self.mark.count)
    var floats = ArraySlice(
      stride(from: body.startIndex, to: body.endIndex - 3, by: 4).map { start in
        Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(body[start + $1]) << (8 * UInt32($1)) })
      })
    let found = floats.count
    var wanted = 0
    func layer(_ inputs: Int, _ outputs: Int, taps: Int = 1, dilation: Int = 1) throws(BarReaderError) -> RowConvolution {
      let size = taps * inputs * outputs
      wanted += size + outputs
      guard floats.count >= size + outputs else { throw .wrongSize(weights: found, wanted: wanted) }
      defer { floats = floats.dropFirst(size + outputs) }
      return RowConvolution(
        inputs: inputs, outputs: outputs, taps: taps, dilation: dilation, weights: floats.prefix(size),
        bias: floats.dropFirst(size).prefix(outputs))
    }
    notes = try layer(BeatwiseContent.bandCount, Self.noteChannels, taps: 3)
    quarters = try layer(BeatwiseContent.slots * Self.noteChannels, Self.channels)
    others = try layer(BeatwiseContent.otherCount, Self.channels)
    join = try layer(2 * Self.channels, Self.channels)
    var layers: [(RowConvolution, RowConvolution)] = []
    for level in 0..<Self.levels {
      let wide = try layer(Self.channels, Self.channels, taps: 3, dilation: 1 << level)
      layers.append((wide, try layer(Self.channels, Self.channels)))
    }
    self.layers = layers
    answers = try layer(Self.channels, 2)
    judging = try layer(Self.judgedCount, Self.judges)
    judgement = try layer(Self.judges + ReadingTerms.count, 1)
    guard floats.isEmpty else { throw .wrongSize(weights: found, wanted: wanted) }
  }

  package func read(_ content: BeatwiseContent) -> Memory {
    // Four quarters of a beat, each in its own channels, are one row for the next layer.
    let heard = quarters(notes(content.notes, rectified: true), rectified: true)
    let rest = others(content.others, rectified: true)
    let width = Self.channels
    var both: [Float] = []
    both.reserveCapacity(2 * heard.count)
    for beat in 0..<content.count {
      both += heard[beat * width..<(beat + 1) * width]
      both += rest[beat * width..<(beat + 1) * width]
    }
    var memory = join(both)
    for layer in layers {
      let added = layer.mix(layer.wide(memory, rectified: true))
      for place in memory.indices { memory[place] += added[place] }
    }
    for place in memory.indices { memory[place] = max(memory[place], 0) }
    let odds = answers(memory)
    return Memory(
      answers: (0..<content.count).map { Answer(isFirst: odds[2 * $0], isOwn: odds[2 * $0 + 1]) }, rows: memory)
  }

  /// Log-odds, up to a sum common to all readings of a recording, that a reading is the right one.
  ///
  /// - Parameters:
  ///   - memory: of the reading's beats.
  ///   - numbers: of the beats in their bars, 1 … `beatsPerBar`.
  ///   - terms: all of the reading's terms, the reader's own included.
  package func logOdds(of numbers: [Int], beatsPerBar: Int, terms: ReadingTerms, _ memory: Memory) -> Double {
    let values = terms.values.map { Float($0) }
    var row = Self.means(memory.rows, numbers: numbers)
    row += (2...Self.numbers).map { $0 == beatsPerBar ? 1 : 0 }
    row += values
    return Double(judgement(judging(row, rectified: true) + values)[0])
  }

  /// What is asked about a reading: means over all beats and over those of each number, the meter, and the terms.
  private static var judgedCount: Int { channels * (1 + numbers) + numbers - 1 + ReadingTerms.count }

  /// Means of the rows: of all, then of those with each number; 0 where there are none.
  private static func means(_ rows: [Float], numbers: [Int]) -> [Float] {
    var sums = [Float](repeating: 0, count: channels * (1 + Self.numbers))
    var counts = [Float](repeating: 0, count: 1 + Self.numbers)
    for (beat, number) in numbers.enumerated() {
      let group = number <= Self.numbers ? number : 0  // longer bars than it has learned
      counts[group] += 1
      for channel in 0..<channels { sums[group * channels + channel] += rows[beat * channels + channel] }
    }
    for group in 1...Self.numbers {
      counts[0] += counts[group]
      for channel in 0..<channels { sums[channel] += sums[group * channels + channel] }
    }
    for place in sums.indices { sums[place] /= max(counts[place / channels], 1) }
    return sums
  }
}
