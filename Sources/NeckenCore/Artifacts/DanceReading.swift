/// What the dance reader heard in a recording's beats: how probable each dance is, by the way it is played.
///
/// Not calibrated, and no answer by itself: a head weighs it with the rest of the rhythm. Belongs to the beats that were
/// tracked; where beats are corrected it says nothing.
public struct DanceReading: Hashable, Sendable {
  /// Logarithms of probability, none below ``least``; what is none of the dances stands under ``DanceStyle/unknown``.
  public private(set) var logProbabilities: [DanceStyle: Double]

  /// What is less probable is held for as improbable.
  public static let least = -9.0

  public init(_ logProbabilities: some Sequence<(DanceStyle, Double)>) {
    self.logProbabilities = Dictionary(logProbabilities.map { ($0, max($1, Self.least)) }) { first, _ in first }
  }

  /// The logarithm of a dance's probability; of a dance that the reader does not know, that of none of those it knows.
  public func logProbability(of style: DanceStyle) -> Double {
    logProbabilities[style] ?? logProbabilities[.unknown] ?? Self.least
  }

  package mutating func round(decimals: Int) {
    logProbabilities = logProbabilities.mapValues { $0.rounded(decimals: decimals) }
  }
}

/// An object of numbers by the dances' names.
extension DanceReading: Codable {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.singleValueContainer().decode([String: Double].self)
    self.init(values.map { (DanceStyle($0), $1) })
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Dictionary(uniqueKeysWithValues: logProbabilities.map { ($0.rawValue, $1) }))
  }
}
