public import NeckenCore

/// The derived numbers kept beside a track, one column each, so that a table can be sorted and
/// filtered without reading artifacts.
///
/// Column names are the Python neckenml's. All of it can be derived anew from the artifacts.
public struct TrackColumns: Hashable, Sendable {
  public var durationMs: Int
  /// Beats per minute; `nil` without a steady beat.
  public var tempoBpm: Double?
  /// Integrated loudness in LUFS; `nil` in silence.
  public var loudness: Double?
  /// `nil` when no tagging model was at hand.
  public var isInstrumental: Bool?
  /// `nil` when no tagging model was at hand.
  public var hasVocals: Bool?
  public var swingRatio: Double?
  public var articulation: Double
  public var bounciness: Double
  public var punchiness: Double
  public var polskaScore: Double
  public var hamboScore: Double
  /// 0…1; `nil` when no tagging model was at hand.
  public var voiceProbability: Double?
  public var bpmStability: Double
  /// Downbeat times in seconds.
  public var bars: [Double]
  /// Start times of the sections in seconds.
  public var sections: [Double]
  /// Label of each section; as many as `sections`.
  public var sectionLabels: [String]
  /// The version of neckenml and of the features that derived these numbers: "0.1.0/5".
  public var analysisVersion: String

  /// Voice probability from which a recording counts as sung.
  public static let defaultVocalThreshold = 0.5
  /// What this program writes as ``analysisVersion``.
  public static let currentAnalysisVersion = "\(NeckenVersion.current)/\(FeatureVector.currentVersion)"

  public init(
    durationMs: Int, tempoBpm: Double?, loudness: Double?, isInstrumental: Bool?, hasVocals: Bool?,
    swingRatio: Double?, articulation: Double, bounciness: Double, punchiness: Double, polskaScore: Double,
    hamboScore: Double, voiceProbability: Double?, bpmStability: Double, bars: [Double], sections: [Double],
    sectionLabels: [String], analysisVersion: String
  ) {
    self.durationMs = durationMs
    self.tempoBpm = tempoBpm
    self.loudness = loudness
    self.isInstrumental = isInstrumental
    self.hasVocals = hasVocals
    self.swingRatio = swingRatio
    self.articulation = articulation
    self.bounciness = bounciness
    self.punchiness = punchiness
    self.polskaScore = polskaScore
    self.hamboScore = hamboScore
    self.voiceProbability = voiceProbability
    self.bpmStability = bpmStability
    self.bars = bars
    self.sections = sections
    self.sectionLabels = sectionLabels
    self.analysisVersion = analysisVersion
  }

  /// - Parameter vocalThreshold: voice probability from which the recording counts as sung, 0…1.
  public init(_ features: DerivedFeatures, vocalThreshold: Double = defaultVocalThreshold) {
    let hasVocals = features.voiceProbability.map { $0 >= vocalThreshold }
    self.init(
      durationMs: Int((features.durationSeconds * 1000).rounded()),
      tempoBpm: features.tempo?.beatsPerMinute,
      loudness: features.loudnessLufs,
      isInstrumental: hasVocals.map { !$0 },
      hasVocals: hasVocals,
      swingRatio: features.swing.ratio,
      articulation: features.articulation,
      bounciness: features.bounciness,
      punchiness: features.punchiness,
      polskaScore: features.polskaScore,
      hamboScore: features.hamboScore,
      voiceProbability: features.voiceProbability,
      bpmStability: features.bpmStability,
      bars: features.beats.downbeatTimes,
      sections: features.structure?.sections.map(\.startSeconds) ?? [],
      sectionLabels: features.structure?.sections.map(\.label) ?? [],
      analysisVersion: Self.currentAnalysisVersion)
  }
}

extension TrackColumns {
  /// The columns as every database has them.
  static let names = [
    "duration_ms", "tempo_bpm", "loudness", "is_instrumental", "has_vocals", "swing_ratio", "articulation",
    "bounciness", "punchiness", "polska_score", "hambo_score", "voice_probability", "bpm_stability", "bars",
    "sections", "section_labels", "analysis_version",
  ]
}
