public import Foundation
public import NeckenCore

/// Reads a recording's beats one after another and says which dance they are.
///
/// Small networks over beats, over what each beat holds (``BeatwiseContent``), how it is played (``BeatAttacks``) and its number; what
/// they say is averaged. They hear notes and accompaniment, but no timbre: every band is taken less its mean.
/// Trained by `neckentrain/dancereader.py` on rendered performances with the beats that this program tracked;
/// `Models/Cards/dance-reader.md` has its figures.
///
/// Pure Swift.
public struct DanceReader: Sendable {
  private let networks: [DanceNetwork]

  /// In the order of the answers; what is none of them comes last.
  public static let dances: [DanceStyle] = [
    .engelska, .ganglat, .halling, .hambo, .mazurka, .menuett, .polka, .polska, .schottis, .slangpolska, .snoa, .vals, .unknown,
  ]

  /// Fewer beats say nothing.
  private static let fewestBeats = 8

  /// - Parameter data: `Models/dance-reader.bin`.
  /// - Throws: ``ReaderError`` when it is not such a file.
  public init(_ data: Data) throws(ReaderError) {
    var weights = try ReaderWeights(data, mark: "NDR1")
    var networks: [DanceNetwork] = []
    repeat { networks.append(try DanceNetwork(&weights)) } while !weights.isEmpty
    self.networks = networks
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

  /// Log-odds of ``dances``, up to a common sum: the mean of what the networks say.
  package func scores(_ content: BeatwiseContent, _ played: BeatAttacks, numbers: [Int]) -> [Double] {
    let numbers = numbers.map { min($0, BeatMemory.meters.upperBound) }
    let said = networks.map { $0.scores(content, played, numbers: numbers) }
    return Self.dances.indices.map { dance in ReadingMeter.mean(said.map { Double($0[dance]) }) }
  }
}
