/// Where a dance's music begins to be called slow or fast.
///
/// Bounds in the dance's own beats per minute: below `slow` Långsamt, up to `usual` Lugnt, within
/// `usual` Lagom, up to `fast` Snabbt, above Väldigt snabbt.
public struct TempoCategories: Hashable, Sendable, Codable {
  public var slow: Double
  public var usual: ClosedRange<Double>
  public var fast: Double

  public init(slow: Double, usual: ClosedRange<Double>, fast: Double) {
    self.slow = slow
    self.usual = usual
    self.fast = fast
  }

  /// The category's name. A bound itself belongs to the calmer side of "fast" and the livelier side of "slow".
  public func name(forBpm bpm: Double, names: TempoCategoryNames = TempoCategoryNames()) -> String {
    if bpm < slow { return names.verySlow }
    if bpm < usual.lowerBound { return names.slow }
    if bpm <= usual.upperBound { return names.usual }
    if bpm <= fast { return names.fast }
    return names.veryFast
  }
}

/// The five words, calmest first; Swedish unless edited.
public struct TempoCategoryNames: Hashable, Sendable, Codable {
  public var verySlow = "Långsamt"
  public var slow = "Lugnt"
  public var usual = "Lagom"
  public var fast = "Snabbt"
  public var veryFast = "Väldigt snabbt"

  public init() {}

  public init(from decoder: any Decoder) throws {
    let container = try decoder.editableContainer(CodingKeys.self)
    verySlow = try container.value(.verySlow, or: verySlow)
    slow = try container.value(.slow, or: slow)
    usual = try container.value(.usual, or: usual)
    fast = try container.value(.fast, or: fast)
    veryFast = try container.value(.veryFast, or: veryFast)
  }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case verySlow = "very_slow"
    case slow
    case usual
    case fast
    case veryFast = "very_fast"
  }
}
