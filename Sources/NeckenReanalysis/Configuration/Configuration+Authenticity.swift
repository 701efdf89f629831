extension Reanalysis.Configuration {
  /// The six signals of traditional playing, their weights and scales. Docs/Algorithms/authenticity.md
  /// says why each; the scales are our own judgement, not fitted to labelled recordings.
  public struct Authenticity: Sendable, Codable, Hashable {
    /// Weight of acoustic against electronic tags.
    public var acousticSoundWeight = 0.25
    /// Weight of the absence of a drum kit.
    public var noRhythmSectionWeight = 0.2
    /// Weight of a tempo that breathes as people's does.
    public var humanTempoWeight = 0.2
    /// Weight of dynamics that a loud master has lost.
    public var liveDynamicsWeight = 0.15
    /// Weight of lilt, swing and articulation that vary.
    public var livelyRhythmWeight = 0.1
    /// Weight of playing against singing.
    public var instrumentalWeight = 0.1

    /// Tags that say acoustic and traditional, of either MusiCNN model.
    public var acousticTags: Set<String> = [
      "acoustic", "folk", "country", "violin", "strings", "cello", "flute", "guitar", "harp", "classical",
      "solo",
    ]
    /// Tags that say electronic or amplified.
    public var electronicTags: Set<String> = [
      "electronic", "electronica", "electro", "techno", "synth", "house", "dance", "pop", "rock", "metal",
      "hard rock", "heavy metal", "hip-hop", "rnb", "alternative", "indie", "punk",
    ]
    /// Tags that say drum kit or beat.
    public var rhythmSectionTags: Set<String> = [
      "drums", "beat", "beats", "techno", "rock", "metal", "hip-hop", "house", "dance", "funk",
    ]
    /// Tags less probable than this are noise.
    public var minimumTagProbability = Self.defaultMinimumTagProbability
    /// Probability of rhythm-section tags, summed, at which no doubt is left.
    public var fullRhythmSection = 0.6
    /// Sum of the acoustic and electronic tags below which they say nothing.
    public var minimumTagEvidence = 0.05

    /// Bar jitter (relative): none is a click track, some is people, much is no steady dance.
    public var humanJitter = Trapezoid(0.002, 0.008, 0.05, 0.15)
    /// Loudness range in LU: from that of a compressed master to that of a live recording.
    public var liveLoudnessRangeLu = 2.0...6.0
    /// Peak-to-loudness ratio in LU: likewise.
    public var livePeakToLoudnessLu = 8.0...15.0
    /// Spread of beat shares from bar to bar: none is a machine, some a player, much a lost tracker.
    public var livelyShareSpread = Trapezoid(0.005, 0.02, 0.06, 0.12)
    /// Spread of the swing ratio from beat to beat: from a machine's to a player's.
    public var livelySwingSpread = 0.05...0.3
    /// Voice probability: up to the first it is playing, from the second singing.
    public var singingRange = 0.4...0.9
    /// What a sung recording still has: song belongs to the tradition too (trall).
    public var sungValue = 0.4

    /// Score from which the words are "sounds traditional", and from which "probably traditional" and
    /// "may be either"; below, "sounds modern or programmed".
    public var traditionalFrom = 0.75
    public var probablyTraditionalFrom = 0.55
    public var eitherFrom = 0.4
    /// A score nearer than this to the middle of "may be either" wants a person's ear.
    public var reviewMargin = 0.1
    /// Share of the weights that must have been measured for no person to be asked.
    public var minimumMeasuredWeight = 0.6
    /// Signals of at least the weight `contradictionWeight` that differ by more than this contradict.
    public var contradiction = 0.8
    public var contradictionWeight = 0.15

    public init() {}

    /// Tags below this are not kept in standard and minimal artifacts.
    static let defaultMinimumTagProbability = 0.03
  }
}
