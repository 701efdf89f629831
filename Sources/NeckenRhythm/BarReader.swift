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
    /// `BeatMemory.channels` values a beat.
    fileprivate var rows: [Float]
  }

  private let ears: BeatEars
  private let join: RowConvolution
  private let compare: BeatMemory
  private let answers: RowConvolution
  private let judging: RowConvolution
  private let judgement: RowConvolution

  private static let judges = 64

  /// - Parameter data: `Models/bar-reader.bin`.
  /// - Throws: ``ReaderError`` when it is not such a file.
  public init(_ data: Data) throws(ReaderError) {
    var weights = try ReaderWeights(data, mark: "NBR3")
    let channels = BeatMemory.channels
    ears = try BeatEars(&weights)
    join = try weights.layer(2 * channels, channels)
    compare = try BeatMemory(&weights)
    answers = try weights.layer(channels, 2)
    judging = try weights.layer(BeatMemory.summaryCount + ReadingTerms.count, Self.judges)
    judgement = try weights.layer(Self.judges + ReadingTerms.count, 1)
    try weights.end()
  }

  package func read(_ content: BeatwiseContent) -> Memory {
    let memory = compare(join(BeatEars.joined(ears.listen(content))))
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
    let row = compare.summary(of: memory.rows, numbers: numbers, beatsPerBar: beatsPerBar) + values
    return Double(judgement(judging(row, rectified: true) + values)[0])
  }
}
