/// A dance that a recording may be, with how sure, why, and at what tempo it is then danced.
public struct StyleJudgement: Hashable, Sendable, Codable {
  /// Whether this is the best answer or a compatible second.
  public enum Kind: String, Sendable, Codable { case primary, secondary }

  public var style: DanceStyle
  public var subStyle: String?
  /// 0…1.
  public var confidence: Double
  /// In words that a dancer understands.
  public var reason: String
  public var source: StyleSource
  public var kind: Kind
  /// Tempo in the dance's own unit, beats per minute; `nil` without a steady beat.
  public var effectiveBpm: Double?
  /// `effectiveBpm` over the tracked tempo: 1, ½, 2, ⅓ …
  public var bpmMultiplier: Double
  /// "Långsamt" … "Väldigt snabbt"; `nil` for dances that are not in the table or without a tempo.
  public var tempoCategory: String?
  /// What else the sound may be; on the primary alone, and only where a trained head could hear the recording.
  public var candidates: StyleCandidates?

  public init(
    style: DanceStyle, subStyle: String? = nil, confidence: Double, reason: String, source: StyleSource,
    kind: Kind, effectiveBpm: Double? = nil, bpmMultiplier: Double = 1, tempoCategory: String? = nil,
    candidates: StyleCandidates? = nil
  ) {
    self.style = style
    self.subStyle = subStyle
    self.confidence = confidence
    self.reason = reason
    self.source = source
    self.kind = kind
    self.effectiveBpm = effectiveBpm
    self.bpmMultiplier = bpmMultiplier
    self.tempoCategory = tempoCategory
    self.candidates = candidates
  }

  private enum CodingKeys: String, CodingKey {
    case style, confidence, reason, source, kind, candidates
    case subStyle = "sub_style"
    case effectiveBpm = "effective_bpm"
    case bpmMultiplier = "bpm_multiplier"
    case tempoCategory = "tempo_category"
  }
}

/// Where a judgement of style came from. Open: a user's own rules name themselves.
public struct StyleSource: RawRepresentable, Hashable, Sendable, Codable {
  public var rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let metadata = StyleSource(rawValue: "metadata")
  public static let head = StyleSource(rawValue: "head")
  public static let heuristic = StyleSource(rawValue: "heuristic")
  public static let user = StyleSource(rawValue: "user")
  /// Nothing was likely enough.
  public static let none = StyleSource(rawValue: "none")
}
