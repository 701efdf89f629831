import Foundation
public import NeckenCore

/// The dances, their meters, tempi and marks: SPEC 6's table as an editable value.
public struct DanceTable: Hashable, Sendable, Codable {
  public var dances: [DanceProfile]
  /// How fast a tempo outside the usual range loses, as the standard deviation of its natural
  /// logarithm. Default 0.10: 10 % outside costs two fifths.
  public var tempoSoftness = 0.10
  public var tempoCategoryNames = TempoCategoryNames()

  public init(dances: [DanceProfile]) { self.dances = dances }

  private enum CodingKeys: String, CodingKey {
    case dances
    case tempoSoftness = "tempo_softness"
    case tempoCategoryNames = "tempo_category_names"
  }

  /// A tempo read in a dance's own unit.
  public struct EffectiveTempo: Hashable, Sendable {
    /// Beats per minute as the dance counts them.
    public var bpm: Double
    /// `bpm` over the tracked tempo.
    public var multiplier: Double
    /// How usual that is for the dance, 0…1.
    public var fit: Double
  }

  public func profile(of style: DanceStyle) -> DanceProfile? {
    dances.first { $0.style == style }
  }

  /// The reading of a tracked tempo that suits a dance best; as tracked unless another is clearly better.
  public func effectiveTempo(trackedBpm: Double, for profile: DanceProfile) -> EffectiveTempo {
    var best = EffectiveTempo(
      bpm: trackedBpm, multiplier: 1, fit: tempoFit(bpm: trackedBpm, for: profile))
    for reading in profile.readings {
      let bpm = trackedBpm * reading.multiplier
      let fit = reading.weight * tempoFit(bpm: bpm, for: profile)
      if fit > best.fit { best = EffectiveTempo(bpm: bpm, multiplier: reading.multiplier, fit: fit) }
    }
    return best
  }

  /// The word for a tempo in the dance's own unit; `nil` for dances without agreed words.
  public func tempoCategory(effectiveBpm: Double, for style: DanceStyle) -> String? {
    profile(of: style)?.tempoCategories?.name(forBpm: effectiveBpm, names: tempoCategoryNames)
  }

  private func tempoFit(bpm: Double, for profile: DanceProfile) -> Double {
    guard bpm > 0 else { return 0 }
    let low = log(profile.usualBpm.lowerBound)
    let high = log(profile.usualBpm.upperBound)
    return gaussianFlank(log(bpm), range: low...high, softness: tempoSoftness)
  }
}

extension DanceTable {
  /// Whether two dances are heard in a common meter; dances that are not in the table are not ruled out.
  func shareMeter(_ first: DanceStyle, _ second: DanceStyle) -> Bool {
    guard let first = profile(of: first), let second = profile(of: second) else { return true }
    return first.meters.contains { second.use(of: $0.meter) > 0 }
  }
}
