extension Reanalysis.Configuration {
  /// Evidence for the dance beyond meter, tempo, shares and swing.
  public struct Evidence: Sendable, Codable, Hashable {
    /// Fewest beats at one place of the bar with a middle onset for their ratio.
    public var minimumBeatsAtPlace = 4
    /// A middle onset from this phase on divides the beat long-short; triplet swing lies at ⅔.
    public var longShortFrom = 0.60
    /// A middle onset up to this phase divides the beat short-long.
    public var shortLongTo = 0.40
    /// Fewest complete bars for a drift of the tempo.
    public var minimumDriftBars = 9
    /// Sections named in the form of a recording without turns.
    public var formSections = 8
    /// How far a section may begin from a beat, in beats, for the beat to be its first.
    public var sectionStartTolerance = 0.5

    /// Fewest beats for a periodicity.
    public var minimumPeriodicityBeats = 16
    /// A beat's length is taken relative to so many beats on either side.
    public var periodicityNeighbours = 6
    /// A series that varies less than this has no periodicity.
    public var leastPeriodicityVariance = 1e-9

    public init() {}
  }
}
