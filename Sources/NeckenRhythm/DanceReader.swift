public import Foundation
public import NeckenCore

/// Reads a recording's beats one after another and says which dance they are.
///
/// A small network of residual dilated convolutions over beats, as the ``BarReader`` is, over what each beat holds
/// (``BeatwiseContent``), how it is played (``BeatAttacks``) and its number. What it remembers is averaged over all beats and over
/// those of each number in the bar. It hears notes and accompaniment, but no timbre: every band is taken less its mean.
/// Trained by `neckentrain/dancereader.py` on rendered performances with the beats that this program tracked;
/// `Models/Cards/dance-reader.md` has its figures.
///
/// Pure Swift. Cost: some 75,000 multiplications a beat.
public struct DanceReader: Sendable {
  private let ears: BeatEars
  private let attacks: RowConvolution
  private let numbers: RowConvolution
  private let join: RowConvolution
  private let compare: BeatMemory
  private let judging: RowConvolution
  private let judgement: RowConvolution

  /// In the order of the answers; what is none of them comes last.
  public static let dances: [DanceStyle] = [
    .engelska, .ganglat, .halling, .hambo, .mazurka, .menuett, .polka, .polska, .schottis, .slangpolska, .snoa, .vals, .unknown,
  ]

  private static let judges = 64
  /// Fewer beats say nothing.
  private static let fewestBeats = 8

  /// - Parameter data: `Models/dance-reader.bin`.
  /// - Throws: ``ReaderError`` when it is not such a file.
  public init(_ data: Data) throws(ReaderError) {
    var weights = try ReaderWeights(data, mark: "NDR1")
    let channels = BeatMemory.channels
    ears = try BeatEars(&weights)
    attacks = try weights.layer(BeatAttacks.valueCount, channels)
    join = try weights.layer(3 * channels, channels)
    numbers = try weights.layer(BeatMemory.meters.upperBound, channels)
    compare = try BeatMemory(&weights)
    judging = try weights.layer(BeatMemory.summaryCount, Self.judges)
    judgement = try weights.layer(Self.judges, Self.dances.count)
    try weights.end()
  }

  /// Log-probabilities of ``dances``, by the beats of a recording.
  ///
  /// - Returns: `nil` where the listener does not know what is read here, or there are too few beats.
  public func read(_ grid: BeatGrid, in activation: Activation) -> DanceReading? {
    let beats = grid.times
    guard beats.count >= Self.fewestBeats, !activation.levels.isEmpty, let source = BeatwiseSource(activation) else { return nil }
    let played = BeatAttacks(levels: activation.levels, framesPerSecond: activation.framesPerSecond, beats: beats)
    let scores = scores(source.content(of: beats), played, numbers: grid.numbers)
    let highest = scores.max() ?? 0
    let sum = log(scores.reduce(0) { $0 + exp($1 - highest) }) + highest
    return DanceReading(zip(Self.dances, scores).map { ($0, $1 - sum) })
  }

  /// Log-odds of ``dances``, up to a common sum.
  package func scores(_ content: BeatwiseContent, _ played: BeatAttacks, numbers beatNumbers: [Int]) -> [Double] {
    let most = BeatMemory.meters.upperBound
    let beatNumbers = beatNumbers.map { min($0, most) }
    var rows = join(BeatEars.joined(ears.listen(content) + [attacks(played.values, rectified: true)]))
    let counted = numbers(beatNumbers.flatMap { number in (1...most).map { $0 == number ? 1 : 0 } })
    for place in rows.indices { rows[place] += counted[place] }
    let longest = max(beatNumbers.max() ?? 0, BeatMemory.meters.lowerBound)
    let asked = compare.summary(of: compare(rows), numbers: beatNumbers, beatsPerBar: longest)
    return judgement(judging(asked, rectified: true)).map(Double.init)
  }
}
