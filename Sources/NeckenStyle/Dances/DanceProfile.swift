public import NeckenCore

/// What is expected of one dance's music: priors to be edited, not truths.
public struct DanceProfile: Hashable, Sendable, Codable {
  public var style: DanceStyle
  /// Meters it is heard in, with how usual each is, 0…1.
  public var meters: [MeterUse]
  /// Usual tempo in the dance's own unit, beats per minute, both ends included.
  public var usualBpm: ClosedRange<Double>
  /// Other readings of a tracked tempo than as it is: half, double, a third.
  public var readings: [TempoReading]
  /// How common the dance is, relative to the others. 0 = never guessed from the sound alone.
  public var prior: Double
  /// What marks the dance in the sound.
  public var marks: [DanceMark]
  /// Local kinds known by their beat shares.
  public var kinds: [DanceKind]
  /// `nil` where no words for slow and fast are agreed.
  public var tempoCategories: TempoCategories?
  /// Other dances that go to the same music.
  public var compatible: [CompatibleDance]

  public init(
    _ style: DanceStyle, meters: [MeterUse], usualBpm: ClosedRange<Double>, readings: [TempoReading] = [],
    prior: Double, marks: [DanceMark] = [], kinds: [DanceKind] = [], tempoCategories: TempoCategories? = nil,
    compatible: [CompatibleDance] = []
  ) {
    self.style = style
    self.meters = meters
    self.usualBpm = usualBpm
    self.readings = readings
    self.prior = prior
    self.marks = marks
    self.kinds = kinds
    self.tempoCategories = tempoCategories
    self.compatible = compatible
  }

  private enum CodingKeys: String, CodingKey {
    case style, meters, readings, prior, marks, kinds, compatible
    case usualBpm = "usual_bpm"
    case tempoCategories = "tempo_categories"
  }

  /// How usual a meter is for this dance, 0…1.
  func use(of meter: Meter) -> Double {
    meters.first { $0.meter == meter }?.weight ?? 0
  }
}

/// A meter that a dance is heard in.
public struct MeterUse: Hashable, Sendable, Codable {
  public var meter: Meter
  /// 0…1.
  public var weight: Double

  public init(_ meter: Meter, _ weight: Double = 1) {
    self.meter = meter
    self.weight = weight
  }
}

/// A way of reading a tracked tempo in a dance's own unit.
public struct TempoReading: Hashable, Sendable, Codable {
  /// The dance's tempo over the tracked one: ½, 2, ⅓ …
  public var multiplier: Double
  /// How likely the tracker is to be off by this, relative to being right, 0…1.
  public var weight: Double

  public init(multiplier: Double, weight: Double) {
    self.multiplier = multiplier
    self.weight = weight
  }
}

/// A local kind of a dance, told by how it divides the bar.
public struct DanceKind: Hashable, Sendable, Codable {
  /// As in "of the Boda kind".
  public var name: String
  /// Stored as the sub-style when the evidence carries it.
  public var subStyle: String
  /// Beat shares from the downbeat, sum 1.
  public var shares: [Double]

  public init(name: String, subStyle: String, shares: [Double]) {
    self.name = name
    self.subStyle = subStyle
    self.shares = shares
  }

  private enum CodingKeys: String, CodingKey {
    case name, shares
    case subStyle = "sub_style"
  }
}

/// A dance that goes to another's music.
public struct CompatibleDance: Hashable, Sendable, Codable {
  public var style: DanceStyle
  /// Share of the primary's confidence, 0…1.
  public var weight: Double

  public init(_ style: DanceStyle, _ weight: Double) {
    self.style = style
    self.weight = weight
  }
}
