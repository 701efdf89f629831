/// Which tracks of a store are meant.
public enum TrackSelection: Hashable, Sendable {
  case all
  /// Those with artifacts of one of these analysers.
  case analysed(sourceTypes: [String])
  /// Those with artifacts of none of these analysers.
  case withoutArtifacts(sourceTypes: [String])
  /// Those whose primary style a person stands behind.
  case confirmed
  /// Those whose primary style a person stands behind, or is at least so confident (0…1).
  case labelled(minimumConfidence: Double)
}
