extension Reanalysis {
  /// Every threshold of re-analysis, by what it decides.
  public struct Configuration: Sendable, Codable, Hashable {
    /// Which beats count, and how bars are derived anew.
    public var rhythm = Rhythm()
    /// Naming the division of the bar.
    public var shares = Shares()
    /// Dividing the beat.
    public var swing = Swing()
    /// Scores from 0 to 1.
    public var scores = Scores()
    /// Evidence for the dance beyond meter, tempo, shares and swing.
    public var evidence = Evidence()
    /// The six signals of traditional playing.
    public var authenticity = Authenticity()

    public init() {}
  }
}
