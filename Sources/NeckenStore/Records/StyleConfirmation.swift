public import Foundation
public import NeckenCore

/// A person's word on what a track is. Each person has one voice a track; the latest counts.
public struct StyleConfirmation: Hashable, Sendable {
  public var trackID: TrackID
  public var danceStyle: DanceStyle
  public var subStyle: String?
  /// Who says so: a name or an account, compared as written.
  public var person: String
  public var confirmedAt: Date

  public init(
    trackID: TrackID, danceStyle: DanceStyle, subStyle: String? = nil, person: String, confirmedAt: Date
  ) {
    self.trackID = trackID
    self.danceStyle = danceStyle
    self.subStyle = subStyle
    self.person = person
    self.confirmedAt = confirmedAt
  }
}
