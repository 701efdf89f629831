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

  private static let channels = 40
  private static let levels = 6
  private static let judges = 64
  /// The most and the fewest beats a bar may have.
  private static let mostNumbers = 4
  private static let fewestNumbers = 2
  /// Fewer beats say nothing.
  private static let fewestBeats = 8

  /// - Parameter data: `Models/dance-reader.bin`.
  /// - Throws: ``ReaderError`` when it is not such a file.
  public init(_ data: Data) throws(ReaderError) {
    var weights = try ReaderWeights(data, mark: "NDR1")
    ears = try BeatEars(&weights, channels: Self.channels)
    attacks = try weights.layer(BeatAttacks.valueCount, Self.channels)
    join = try weights.layer(3 * Self.channels, Self.channels)
    numbers = try weights.layer(Self.mostNumbers, Self.channels)
    compare = try BeatMemory(&weights, channels: Self.channels, levels: Self.levels)
    judging = try weights.layer(
      (1 + Self.mostNumbers) * Self.channels + Self.mostNumbers - Self.fewestNumbers + 1, Self.judges)
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
    let beatNumbers = beatNumbers.map { min($0, Self.mostNumbers) }
    let heard = ears.listen(content) + [(attacks(played.values, rectified: true), Self.channels)]
    var rows = join(BeatEars.joined(heard))
    let counted = numbers(beatNumbers.flatMap { number in (1...Self.mostNumbers).map { $0 == number ? 1 : 0 } })
    for place in rows.indices { rows[place] += counted[place] }
    let longest = max(beatNumbers.max() ?? 0, Self.fewestNumbers)
    let meter: [Float] = (Self.fewestNumbers...Self.mostNumbers).map { $0 == longest ? 1 : 0 }
    let memory = compare(rows)
    let asked = compare.means(memory, beatNumbers: beatNumbers, upTo: Self.mostNumbers) + meter
    return judgement(judging(asked, rectified: true)).map(Double.init)
  }
}
