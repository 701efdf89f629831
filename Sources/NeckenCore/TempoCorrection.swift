/// A correction of the tempo's octave. The beats in a bar stay as many unless they are overridden too.
public enum TempoCorrection: String, Sendable, Codable, CaseIterable {
  case none
  /// Every second beat goes.
  case half
  /// A beat is put in the middle of each.
  case double
}
