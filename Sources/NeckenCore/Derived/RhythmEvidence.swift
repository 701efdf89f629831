/// What the rhythm says about the dance, beyond meter, tempo, beat shares and swing.
///
/// Lists have one value for each beat of the bar, in order, over all complete bars; they are empty
/// where they could not be measured, and single values are then `nil`. Corrections of meter, tempo
/// and bar lines are in it. Values are rounded to four decimals. Docs/Algorithms/evidence.md shows
/// what each measures.
public struct RhythmEvidence: Hashable, Sendable, Codable {
  /// Mean energy at the beat over the mean of all beats, minus 1.
  public var accents: [Double] = []
  /// Share of the bars in which the beat is the loudest, 0…1; sums to 1.
  public var loudestShare: [Double] = []
  /// Onsets per beat: the beat itself and those that divide it.
  public var onsetsPerBeat: [Double] = []
  /// Share of the beats at this place that are not divided, 0…1.
  public var undividedShare: [Double] = []
  /// Shares of the beats at this place whose onsets lie on halves, thirds and quarters, 0…1; with
  /// `undividedShare` they sum to at most 1.
  public var eighthShare: [Double] = []
  public var tripletShare: [Double] = []
  public var sixteenthShare: [Double] = []
  /// Share of the beats at this place that divide long-short: dotted or swung, 0…1.
  public var longShortShare: [Double] = []
  /// Share of the beats at this place that divide short-long (Scotch snap), 0…1.
  public var shortLongShare: [Double] = []
  /// Median ratio of the two halves of the beats at this place; `nil` where too few have a middle onset.
  public var divisionRatio: [Double?] = []

  /// Share of all beats with onsets on both thirds, 0…1: jigs and triplet polskas, but not swing.
  public var fullTripletShare: Double?
  /// Onsets per beat over the whole recording.
  public var notesPerBeat: Double?

  /// How alike beats are two, three, four … beats apart, whatever the tracked bars; `nil` with too few beats.
  public var periodicity: BeatPeriodicity?

  /// The sections of one turn, as "AABB"; without turns, those of the beginning.
  public var form: String?
  /// Share of the sections whose length is a multiple of the phrase's, 0…1; the others are crooked.
  public var squareSectionShare: Double?
  /// Median length of a turn in bars.
  public var turnLengthBars: Double?

  /// How steady a beat the tracker found, 0…1.
  public var steadiness: Double?
  /// Change of length from bar to bar, relative (robust standard deviation).
  public var barJitter: Double?
  /// Tempo of the last third over that of the first, minus 1: above 0 it gets faster.
  public var tempoDrift: Double?

  /// Beats before the first bar line.
  public var upbeatBeats: Double?
  /// How much oftener the last beat before a section is divided than other last beats, −1…1.
  public var sectionUpbeat: Double?

  public init() {}

  private enum CodingKeys: String, CodingKey {
    case accents, form, steadiness, periodicity
    case loudestShare = "loudest_share"
    case onsetsPerBeat = "onsets_per_beat"
    case undividedShare = "undivided_share"
    case eighthShare = "eighth_share"
    case tripletShare = "triplet_share"
    case sixteenthShare = "sixteenth_share"
    case longShortShare = "long_short_share"
    case shortLongShare = "short_long_share"
    case divisionRatio = "division_ratio"
    case fullTripletShare = "full_triplet_share"
    case notesPerBeat = "notes_per_beat"
    case squareSectionShare = "square_section_share"
    case turnLengthBars = "turn_length_bars"
    case barJitter = "bar_jitter"
    case tempoDrift = "tempo_drift"
    case upbeatBeats = "upbeat_beats"
    case sectionUpbeat = "section_upbeat"
  }
}
