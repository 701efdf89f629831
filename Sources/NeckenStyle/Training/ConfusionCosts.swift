public import NeckenCore

/// What it costs a dancer to be told the wrong dance.
///
/// Calling a polska a polka sends the floor off in another meter; calling an engelska a polka sets
/// few feet wrong (SPEC 6). Editable; only the proportions matter.
public struct ConfusionCosts: Hashable, Sendable, Codable {
  /// Two dances that may be taken for each other, in either direction.
  public struct Pair: Hashable, Sendable, Codable {
    public var first: DanceStyle
    public var second: DanceStyle
    public var cost: Double

    public init(_ first: DanceStyle, _ second: DanceStyle, _ cost: Double) {
      self.first = first
      self.second = second
      self.cost = cost
    }
  }

  /// Costs of named pairs, before all other rules.
  public var pairs: [Pair]
  /// Wrong dance, common meter.
  public var withinMeter = 1.0
  /// Wrong dance that shares no meter with the right one.
  public var acrossMeters = 3.0
  /// "Don't know".
  public var unknown = 0.5
  /// Says which dances share a meter; dances that are not in it count as sharing one.
  public var dances: DanceTable

  public init(pairs: [Pair], dances: DanceTable = .standard) {
    self.pairs = pairs
    self.dances = dances
  }

  private enum CodingKeys: String, CodingKey {
    case pairs, unknown, dances
    case withinMeter = "within_meter"
    case acrossMeters = "across_meters"
  }

  /// SPEC 6: Engelska or Snoa for Polka is forgivable; so are dances that go to the same music.
  public static let standard = ConfusionCosts(pairs: [
    Pair(.engelska, .polka, 0.2), Pair(.snoa, .polka, 0.2), Pair(.snoa, .ganglat, 0.3),
    Pair(.snoa, .engelska, 0.3), Pair(.polska, .slangpolska, 0.3), Pair(.polska, .springlek, 0.3),
    Pair(.halling, .gangar, 0.3), Pair(.polonas, .slangpolska, 0.3), Pair(.reel, .engelska, 0.3),
  ])

  public func cost(truth: DanceStyle, answer: DanceStyle) -> Double {
    if truth == answer { return 0 }
    if answer == .unknown { return unknown }
    if let pair = pairs.first(where: {
      ($0.first, $0.second) == (truth, answer) || ($0.first, $0.second) == (answer, truth)
    }) {
      return pair.cost
    }
    return dances.shareMeter(truth, answer) ? withinMeter : acrossMeters
  }
}
