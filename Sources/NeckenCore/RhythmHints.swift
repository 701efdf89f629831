/// What a person already knows about a recording, to narrow the search for its rhythm.
///
/// A hint is a strong prior, not a command: the tracker still reports how well the sound agrees.
public struct RhythmHints: Hashable, Sendable, Codable {
  /// Only this meter is considered, when given.
  public var meter: Meter?
  /// Only tempi in this range (beats per minute) are considered, when given.
  public var tempoRangeBpm: ClosedRange<Double>?
  /// The dance, whose usual meter and tempo act as a prior, when given.
  public var dance: DanceStyle?

  public init(meter: Meter? = nil, tempoRangeBpm: ClosedRange<Double>? = nil, dance: DanceStyle? = nil) {
    self.meter = meter
    self.tempoRangeBpm = tempoRangeBpm
    self.dance = dance
  }

  public static let none = RhythmHints()

  private enum CodingKeys: String, CodingKey {
    case meter, dance
    case tempoRangeBpm = "tempo_range_bpm"
  }
}
