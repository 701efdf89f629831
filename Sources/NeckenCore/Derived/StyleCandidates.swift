/// The dances that cannot be ruled out by the sound of a recording, and how often such a set is right.
///
/// Sets are conformal (Angelopoulos and Bates 2021): of recordings like those that the head was calibrated
/// on, a share of ``coverage`` have their dance in their set. A small set is a clear case.
public struct StyleCandidates: Hashable, Sendable, Codable {
  /// The most probable first, never empty; ``DanceStyle/unknown`` stands for none of the dances that the head knows.
  public var styles: [DanceStyle]
  /// Share of recordings whose set holds the right dance, 0…1.
  public var coverage: Double

  public init(styles: [DanceStyle], coverage: Double) {
    self.styles = styles
    self.coverage = coverage
  }
}
