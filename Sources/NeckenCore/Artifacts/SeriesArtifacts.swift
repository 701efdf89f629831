/// Onsets of notes.
public struct OnsetArtifacts: Hashable, Sendable, Codable {
  /// Onset times in seconds, increasing, rounded to the millisecond.
  public var times: [Double]

  public init(times: [Double]) { self.times = times }
}

/// Energy along the tune.
public struct DynamicsArtifacts: Hashable, Sendable, Codable {
  /// Energy around each beat, relative to the loudest, 0…1; as many as there are beats.
  public var beatEnergies: [Double]
  /// Down-sampled amplitude envelope, relative to its peak, 0…1; only in full artifacts.
  public var envelope: [Double]?
  /// Values per second of `envelope`.
  public var envelopeRateHz: Double?
  /// How deep the sound falls between onsets, for articulation: 0 (legato) … 1 (staccato).
  public var onsetDecay: Double

  public init(
    beatEnergies: [Double], envelope: [Double]? = nil, envelopeRateHz: Double? = nil, onsetDecay: Double
  ) {
    self.beatEnergies = beatEnergies
    self.envelope = envelope
    self.envelopeRateHz = envelopeRateHz
    self.onsetDecay = onsetDecay
  }

  private enum CodingKeys: String, CodingKey {
    case envelope
    case beatEnergies = "beat_energies"
    case envelopeRateHz = "envelope_rate_hz"
    case onsetDecay = "onset_decay"
  }
}

/// The form of the tune, found by repetition.
public struct StructureArtifacts: Hashable, Sendable, Codable {
  /// Sections in time order; empty when no repetition was found.
  public var sections: [Section]
  /// Usual phrase length in bars; `nil` when no repetition was found.
  public var phraseLengthBars: Int?
  /// How clearly phrases repeat, 0…1.
  public var repetitionStrength: Double
  /// Start times in seconds of each turn: one time through the whole form (AABB).
  public var turnTimes: [Double]

  public init(
    sections: [Section], phraseLengthBars: Int?, repetitionStrength: Double, turnTimes: [Double]
  ) {
    self.sections = sections
    self.phraseLengthBars = phraseLengthBars
    self.repetitionStrength = repetitionStrength
    self.turnTimes = turnTimes
  }

  private enum CodingKeys: String, CodingKey {
    case sections
    case phraseLengthBars = "phrase_length_bars"
    case repetitionStrength = "repetition_strength"
    case turnTimes = "turn_times"
  }
}
