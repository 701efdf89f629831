/// Everything about a recording that is costly to compute, as one value that can be stored.
///
/// This is the seam of the library: sound is on its left, and all that may change from week to week
/// (features, styles, scores) is derived from it on its right, without audio. Values are rounded
/// when they are made, so that what is derived now and what is derived from the stored JSON next
/// year are the same. Docs/ArtifactFormat.md describes the JSON.
public struct RawArtifacts: Hashable, Sendable, Codable {
  public static let currentSchemaVersion = "2.0.0"

  public var schemaVersion: String
  public var detail: ArtifactDetail
  public var provenance: Provenance
  public var audio: AudioStatistics
  /// `nil` in minimal artifacts, which keep `summary` in its place.
  public var rhythm: RhythmArtifacts?
  /// `nil` without a steady beat, or where beats were heard without the network.
  public var dances: DanceReading?
  /// `nil` when no embedding model was at hand; `degradations` then says so.
  public var embedding: EmbeddingArtifacts?
  /// `nil` when no tagging model was at hand; `degradations` then says so.
  public var voice: VoiceArtifacts?
  public var onsets: OnsetArtifacts?
  public var dynamics: DynamicsArtifacts?
  public var structure: StructureArtifacts?
  /// The derived scalars, kept in minimal artifacts alone.
  public var summary: DerivedSummary?
  /// What could not be done, and why; empty after a complete analysis.
  public var degradations: [Degradation]

  public init(
    schemaVersion: String = RawArtifacts.currentSchemaVersion, detail: ArtifactDetail,
    provenance: Provenance, audio: AudioStatistics, rhythm: RhythmArtifacts?,
    dances: DanceReading? = nil, embedding: EmbeddingArtifacts? = nil, voice: VoiceArtifacts? = nil, onsets: OnsetArtifacts? = nil,
    dynamics: DynamicsArtifacts? = nil, structure: StructureArtifacts? = nil,
    summary: DerivedSummary? = nil, degradations: [Degradation] = []
  ) {
    self.schemaVersion = schemaVersion
    self.detail = detail
    self.provenance = provenance
    self.audio = audio
    self.rhythm = rhythm
    self.dances = dances
    self.embedding = embedding
    self.voice = voice
    self.onsets = onsets
    self.dynamics = dynamics
    self.structure = structure
    self.summary = summary
    self.degradations = degradations
  }

  private enum CodingKeys: String, CodingKey {
    case schemaVersion = "version"
    case detail, provenance, audio, rhythm, dances, embedding, voice, onsets, dynamics, structure, summary, degradations
  }
}

/// How much of the raw artifacts is kept; sizes are for a three-minute tune as JSON.
public enum ArtifactDetail: String, Sendable, Codable, CaseIterable {
  /// Embedding, statistics and the derived scalars: about 3 KB.
  case minimal
  /// Adds beats, onsets that divide a beat, energy at each beat and structure: about 8 KB.
  case standard
  /// Adds time series (embedding, voice, all onsets, envelope): about 20 KB.
  case full
}

/// Something an analysis had to do without.
public struct Degradation: Hashable, Sendable, Codable {
  /// What is missing, in one word: "embedding", "voice", "rhythm", "structure", "audio".
  public var part: String
  /// Why, and what would mend it.
  public var reason: String

  public init(part: String, reason: String) {
    self.part = part
    self.reason = reason
  }
}
