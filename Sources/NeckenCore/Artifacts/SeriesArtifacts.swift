/// Onsets of notes.
public struct OnsetArtifacts: Hashable, Sendable {
  /// Onset times in seconds, increasing, rounded to the millisecond. Standard artifacts keep only
  /// those that divide a beat; those on the beat say nothing that the beats do not.
  public var times: [Double]

  public init(times: [Double]) { self.times = times }
}

/// Written as steps in milliseconds (``CompactCoding``).
extension OnsetArtifacts: Codable {
  private enum CodingKeys: String, CodingKey { case steps = "steps_ms" }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(times: CompactCoding.times(fromSteps: try container.decode([Double].self, forKey: .steps)))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(CompactCoding.steps(fromTimes: times), forKey: .steps)
  }
}

/// Energy along the tune.
public struct DynamicsArtifacts: Hashable, Sendable {
  /// Energy around each beat, relative to the loudest, 0…1, rounded to two decimals; as many as there
  /// are beats.
  public var beatEnergies: [Double]
  /// Down-sampled amplitude envelope, relative to its peak, 0…1; only in full artifacts.
  public var envelope: [Double]?
  /// Values per second of `envelope`.
  public var envelopeRateHz: Double?
  /// How deep the sound falls between onsets, for articulation: 0 (legato) … 1 (staccato); `nil` where
  /// it was not measured.
  public var onsetDecay: Double?

  public init(
    beatEnergies: [Double], envelope: [Double]? = nil, envelopeRateHz: Double? = nil, onsetDecay: Double?
  ) {
    self.beatEnergies = beatEnergies
    self.envelope = envelope
    self.envelopeRateHz = envelopeRateHz
    self.onsetDecay = onsetDecay
  }
}

/// Energies and envelope are written as hundredths (``CompactCoding``).
extension DynamicsArtifacts: Codable {
  private enum CodingKeys: String, CodingKey {
    case envelope = "envelope_hundredths"
    case beatEnergies = "beat_energy_hundredths"
    case envelopeRateHz = "envelope_rate_hz"
    case onsetDecay = "onset_decay"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      beatEnergies: CompactCoding.values(
        fromHundredths: try container.decode([Double].self, forKey: .beatEnergies)),
      envelope: try container.decodeIfPresent([Double].self, forKey: .envelope)
        .map(CompactCoding.values(fromHundredths:)),
      envelopeRateHz: try container.decodeIfPresent(Double.self, forKey: .envelopeRateHz),
      onsetDecay: try container.decodeIfPresent(Double.self, forKey: .onsetDecay))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(CompactCoding.hundredths(fromValues: beatEnergies), forKey: .beatEnergies)
    try container.encodeIfPresent(envelope.map(CompactCoding.hundredths(fromValues:)), forKey: .envelope)
    try container.encodeIfPresent(envelopeRateHz, forKey: .envelopeRateHz)
    try container.encodeIfPresent(onsetDecay, forKey: .onsetDecay)
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
