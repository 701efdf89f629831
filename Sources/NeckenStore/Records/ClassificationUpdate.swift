public import Foundation

/// A new classification of a track already stored, from its artifacts alone.
public struct ClassificationUpdate: Sendable {
  public var trackID: TrackID
  public var result: Classification
  /// What the result was derived from; when the store holds something newer by now, the update is left
  /// out. `nil` to write it whatever happened since.
  public var basis: ClassificationBasis?

  public init(trackID: TrackID, result: Classification, basis: ClassificationBasis? = nil) {
    self.trackID = trackID
    self.result = result
    self.basis = basis
  }
}

/// Which artifacts and which correction a classification rests on.
public struct ClassificationBasis: Hashable, Sendable {
  /// The row of `analysis_sources`, and when it was written.
  public var sourceID: String
  public var analyzedAt: Date
  /// `nil` without a correction.
  public var correctedAt: Date?

  public init(sourceID: String, analyzedAt: Date, correctedAt: Date?) {
    self.sourceID = sourceID
    self.analyzedAt = analyzedAt
    self.correctedAt = correctedAt
  }

  /// Whether it is the same as what a store has now.
  func matches(_ current: ClassificationBasis?) -> Bool {
    guard let current else { return false }
    return sourceID == current.sourceID && Date?.some(analyzedAt).isSameTime(current.analyzedAt)
      && correctedAt.isSameTime(current.correctedAt)
  }
}
