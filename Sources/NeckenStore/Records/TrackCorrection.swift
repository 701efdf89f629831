public import Foundation
public import NeckenCore

/// A row of `track_corrections`: what a person knows better than the tracker about a recording.
///
/// Kept beside the artifacts and applied whenever features are derived from them, so that it outlives
/// every new analysis and can be taken back.
public struct TrackCorrection: Hashable, Sendable {
  public var trackID: TrackID
  /// Beats in a bar; `nil` as tracked.
  public var beatsPerBar: Int?
  /// Beats were tracked at double or half the dancers' tempo.
  public var tempoCorrection: TempoCorrection
  /// Moves every bar line so many beats later; negative is earlier.
  public var barShift: Int
  /// Who says so.
  public var person: String
  public var correctedAt: Date

  public init(
    trackID: TrackID, beatsPerBar: Int? = nil, tempoCorrection: TempoCorrection = .none, barShift: Int = 0,
    person: String, correctedAt: Date
  ) {
    self.trackID = trackID
    self.beatsPerBar = beatsPerBar
    self.tempoCorrection = tempoCorrection
    self.barShift = barShift
    self.person = person
    self.correctedAt = correctedAt
  }

  /// Whether it changes nothing; saving such a one takes the stored one away.
  public var isEmpty: Bool { beatsPerBar == nil && tempoCorrection == .none && barShift == 0 }
}
