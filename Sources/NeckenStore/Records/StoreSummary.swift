public import NeckenCore

/// What a store holds, in numbers.
public struct StoreSummary: Hashable, Sendable {
  public var trackCount: Int
  /// Tracks with artifacts of any analyser.
  public var analysedTrackCount: Int
  /// Tracks of which at least one style is confirmed by a person.
  public var confirmedTrackCount: Int
  public var keywordCount: Int
  /// Tracks by their primary style: the most frequent first, then by name.
  public var styles: [StyleCount]
  /// Version of the tables' layout.
  public var schemaVersion: Int

  public struct StyleCount: Hashable, Sendable {
    public var style: DanceStyle
    public var count: Int

    public init(style: DanceStyle, count: Int) {
      self.style = style
      self.count = count
    }
  }

  public init(
    trackCount: Int, analysedTrackCount: Int, confirmedTrackCount: Int, keywordCount: Int,
    styles: [StyleCount], schemaVersion: Int
  ) {
    self.trackCount = trackCount
    self.analysedTrackCount = analysedTrackCount
    self.confirmedTrackCount = confirmedTrackCount
    self.keywordCount = keywordCount
    self.styles = styles
    self.schemaVersion = schemaVersion
  }
}
