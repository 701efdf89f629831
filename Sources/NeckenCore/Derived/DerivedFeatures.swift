/// What re-analysis makes of raw artifacts: numbers and names a dancer or a classifier can use.
public struct DerivedFeatures: Hashable, Sendable {
  /// `nil` without a steady beat.
  public var tempo: Tempo?
  /// The most probable reading; `nil` without a steady beat.
  public var meter: MeterHypothesis?
  /// All readings, most probable first.
  public var meters: [MeterHypothesis]
  /// Beats and their numbers; empty without a steady beat and in minimal artifacts.
  public var beats: BeatGrid
  /// `nil` without complete bars.
  public var beatShares: BeatShares?
  public var swing: Swing
  /// What else the rhythm says about the dance.
  public var evidence: RhythmEvidence
  /// What the dance reader heard; `nil` where it did not read, or its beats were corrected.
  public var danceReading: DanceReading?
  /// 0 (legato) … 1 (staccato).
  public var articulation: Double
  /// 0…1.
  public var bounciness: Double
  /// 0…1.
  public var punchiness: Double
  /// How much the uneven lilt of a polska is there, 0…1.
  public var polskaScore: Double
  /// How much the weighted first beat of a hambo is there, 0…1.
  public var hamboScore: Double
  /// 1 = every bar as long as the last; 0 = no steady tempo.
  public var bpmStability: Double
  public var ternaryConfidence: Double
  /// 0…1; `nil` when no tagging model was at hand.
  public var voiceProbability: Double?
  public var loudnessLufs: Double?
  public var durationSeconds: Double
  public var structure: StructureArtifacts?
  public var authenticity: Authenticity
  public var vector: FeatureVector
  /// What could not be derived, and why.
  public var warnings: [String]

  public init(
    tempo: Tempo?, meter: MeterHypothesis?, meters: [MeterHypothesis], beats: BeatGrid,
    beatShares: BeatShares?, swing: Swing, evidence: RhythmEvidence = RhythmEvidence(),
    danceReading: DanceReading? = nil, articulation: Double, bounciness: Double, punchiness: Double, polskaScore: Double, hamboScore: Double,
    bpmStability: Double, ternaryConfidence: Double, voiceProbability: Double?, loudnessLufs: Double?,
    durationSeconds: Double, structure: StructureArtifacts?, authenticity: Authenticity, vector: FeatureVector,
    warnings: [String]
  ) {
    self.tempo = tempo
    self.meter = meter
    self.meters = meters
    self.beats = beats
    self.beatShares = beatShares
    self.swing = swing
    self.evidence = evidence
    self.danceReading = danceReading
    self.articulation = articulation
    self.bounciness = bounciness
    self.punchiness = punchiness
    self.polskaScore = polskaScore
    self.hamboScore = hamboScore
    self.bpmStability = bpmStability
    self.ternaryConfidence = ternaryConfidence
    self.voiceProbability = voiceProbability
    self.loudnessLufs = loudnessLufs
    self.durationSeconds = durationSeconds
    self.structure = structure
    self.authenticity = authenticity
    self.vector = vector
    self.warnings = warnings
  }
}

/// Tempo as a metronome and as a dancer count it.
public struct Tempo: Hashable, Sendable, Codable {
  /// Beats per minute, from the median bar.
  public var beatsPerMinute: Double
  /// Bars per minute.
  public var barsPerMinute: Double

  public init(beatsPerMinute: Double, barsPerMinute: Double) {
    self.beatsPerMinute = beatsPerMinute
    self.barsPerMinute = barsPerMinute
  }

  private enum CodingKeys: String, CodingKey {
    case beatsPerMinute = "beats_per_minute"
    case barsPerMinute = "bars_per_minute"
  }
}

/// How the bar is divided among its beats, over all complete bars.
public struct BeatShares: Hashable, Sendable, Codable {
  /// Median share of each beat, rescaled to sum 1.
  public var mean: [Double]
  /// Spread of each share from bar to bar (standard deviation, robust).
  public var spread: [Double]
  public var pattern: SharePattern
  /// Share of the bars that show `pattern`, 0…1.
  public var patternAgreement: Double
  /// Complete bars measured.
  public var barCount: Int

  public init(
    mean: [Double], spread: [Double], pattern: SharePattern, patternAgreement: Double, barCount: Int
  ) {
    self.mean = mean
    self.spread = spread
    self.pattern = pattern
    self.patternAgreement = patternAgreement
    self.barCount = barCount
  }

  private enum CodingKeys: String, CodingKey {
    case mean, spread, pattern
    case patternAgreement = "pattern_agreement"
    case barCount = "bars"
  }
}

/// A named way of dividing a bar of three.
public enum SharePattern: String, Sendable, Codable, CaseIterable {
  case even
  case shortLongMedium = "short-long-medium"
  case shortMediumLong = "short-medium-long"
  case longMediumShort = "long-medium-short"
  case longShortMedium = "long-short-medium"
  case mediumLongShort = "medium-long-short"
  case mediumShortLong = "medium-short-long"
  case longLongShort = "long-long-short"
  case longShortLong = "long-short-long"
  case shortLongLong = "short-long-long"
  case longShortShort = "long-short-short"
  case shortLongShort = "short-long-short"
  case shortShortLong = "short-short-long"
  /// Uneven within what can be measured, but not clearly anything.
  case undetermined
}

/// How beats divide.
public struct Swing: Hashable, Sendable, Codable {
  /// Length of the first half over the second, 1 = even, 2 = triplet; `nil` with too few beats that divide.
  public var ratio: Double?
  /// Spread of the ratio over the beats (standard deviation, robust).
  public var spread: Double?
  public var subdivision: Subdivision
  /// Beats that had a clear onset in the middle.
  public var beatCount: Int

  public init(ratio: Double?, spread: Double?, subdivision: Subdivision, beatCount: Int) {
    self.ratio = ratio
    self.spread = spread
    self.subdivision = subdivision
    self.beatCount = beatCount
  }

  private enum CodingKeys: String, CodingKey {
    case ratio, spread, subdivision
    case beatCount = "beats"
  }
}

/// The usual division of a beat.
public enum Subdivision: String, Sendable, Codable, CaseIterable {
  case none, eighth, triplet, sixteenth, undetermined
}

/// How much a recording sounds like traditional playing, with the signals it was judged by.
public struct Authenticity: Hashable, Sendable, Codable {
  /// 0…1, weighted over the signals that could be measured.
  public var score: Double
  public var signals: [AuthenticitySignal]
  /// The score in words.
  public var interpretation: String
  /// Whether a person should listen: the score is near the border, or signals are missing or at odds.
  public var requiresManualReview: Bool

  public init(
    score: Double, signals: [AuthenticitySignal], interpretation: String, requiresManualReview: Bool
  ) {
    self.score = score
    self.signals = signals
    self.interpretation = interpretation
    self.requiresManualReview = requiresManualReview
  }

  private enum CodingKeys: String, CodingKey {
    case score, signals, interpretation
    case requiresManualReview = "requires_manual_review"
  }
}

/// One of the six signals behind ``Authenticity``.
public struct AuthenticitySignal: Hashable, Sendable, Codable {
  public var name: String
  /// 0…1; `nil` when it could not be measured.
  public var value: Double?
  /// Weight in the score before missing signals are left out.
  public var weight: Double

  public init(name: String, value: Double?, weight: Double) {
    self.name = name
    self.value = value
    self.weight = weight
  }
}
