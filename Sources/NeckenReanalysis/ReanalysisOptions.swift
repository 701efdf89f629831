public import NeckenCore

/// What a person knows better than the tracker, for one recording.
public struct ReanalysisOptions: Hashable, Sendable, Codable {
  /// Beats in a bar, 1…12. Bars are derived anew, on the phase where downbeats are likeliest.
  public var beatsPerBar: Int?
  /// Beats were tracked at double or half the dancers' tempo.
  public var tempoCorrection: TempoCorrection
  /// Moves every bar line so many beats later; negative is earlier. Applied last.
  public var barShift: Int
  /// Meter and tempo range as strong priors: taken when the recording allows them, with a warning
  /// when it does not. The dance is for the classifier and changes no feature.
  public var hints: RhythmHints

  public init(
    beatsPerBar: Int? = nil, tempoCorrection: TempoCorrection = .none, barShift: Int = 0,
    hints: RhythmHints = .none
  ) {
    self.beatsPerBar = beatsPerBar
    self.tempoCorrection = tempoCorrection
    self.barShift = barShift
    self.hints = hints
  }

  static let allowedBeatsPerBar = 1...12

  /// Whether beats or bars would change.
  var changesRhythm: Bool {
    beatsPerBar != nil || tempoCorrection != .none || barShift != 0 || hints.meter != nil
      || hints.tempoRangeBpm != nil
  }

  func validate() throws(ReanalysisError) {
    if let beatsPerBar, !Self.allowedBeatsPerBar.contains(beatsPerBar) {
      throw .beatsPerBarOutOfRange(beatsPerBar)
    }
  }

  private enum CodingKeys: String, CodingKey {
    case hints
    case beatsPerBar = "beats_per_bar"
    case tempoCorrection = "tempo_correction"
    case barShift = "bar_shift"
  }
}
