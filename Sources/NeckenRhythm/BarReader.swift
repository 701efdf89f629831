public import Foundation
import NeckenCore

/// Reads proposed beats one after another and says where bars begin, and whether the beats are the tune's own.
///
/// The beat network listens frame by frame; how fast the music goes, and so how long a bar is, it can only guess. The
/// reader is given beats and compares the music beat by beat: a small network of residual dilated convolutions over
/// beats (53,906 weights), after beat-synchronous downbeat trackers (Durand, Bello, David, Richard, ICASSP 2015;
/// Krebs, Böck, Dorfer, Widmer, ISMIR 2016). Trained on rendered performances with exactly known bars by
/// `neckentrain/barreader.py`; `Models/Cards/bar-reader.md` has its figures.
///
/// Pure Swift: no inference library takes part. Cost: some 70,000 multiplications a beat.
public struct BarReader: Sendable {
  /// For one beat, in log-odds.
  package struct Answer {
    /// That a bar begins here.
    package var isFirst: Float
    /// That these beats are the tune's own, rather than twice or half as many, or beside them.
    package var isOwn: Float
  }

  private let notes: RowConvolution
  private let quarters: RowConvolution
  private let others: RowConvolution
  private let join: RowConvolution
  private let layers: [(wide: RowConvolution, mix: RowConvolution)]
  private let answers: RowConvolution

  /// The file's first four bytes, which carry its version.
  private static let mark = Data("NBR1".utf8)
  private static let noteChannels = 24
  private static let channels = 40
  private static let levels = 6

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
    guard floats.isEmpty else { throw .wrongSize(weights: found, wanted: wanted) }
  }

  package func answers(to content: BeatwiseContent) -> [Answer] {
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
    let odds = answers(memory.map { max($0, 0) })
    return (0..<content.count).map { Answer(isFirst: odds[2 * $0], isOwn: odds[2 * $0 + 1]) }
  }
}
