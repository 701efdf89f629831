public import Foundation
public import NeckenCore

/// A row of `track_dance_styles`: a dance that a track is, or may be.
public struct TrackDanceStyle: Hashable, Sendable {
  public var id: String
  public var trackID: TrackID
  public var danceStyle: DanceStyle
  public var subStyle: String?
  /// At most one row of a track is primary.
  public var isPrimary: Bool
  /// 0…1; 1 for what a person confirmed.
  public var confidence: Double
  public var tempoCategory: String?
  public var bpmMultiplier: Double
  public var effectiveBpm: Double?
  /// How many different people stand behind the row.
  public var confirmationCount: Int
  /// Whether at least one person stands behind the row; no analysis changes it then.
  public var isUserConfirmed: Bool
  public var classificationSource: StyleSource
  /// Why, in words.
  public var reason: String
  /// The 217 values the style was judged by, on the primary row alone; single precision.
  public var embedding: [Float]?
  /// Version of the features in `embedding`.
  public var featureVersion: Int?
  public var createdAt: Date

  public init(
    id: String, trackID: TrackID, danceStyle: DanceStyle, subStyle: String? = nil, isPrimary: Bool,
    confidence: Double, tempoCategory: String? = nil, bpmMultiplier: Double = 1, effectiveBpm: Double? = nil,
    confirmationCount: Int = 0, isUserConfirmed: Bool = false, classificationSource: StyleSource,
    reason: String = "", embedding: [Float]? = nil, featureVersion: Int? = nil, createdAt: Date
  ) {
    self.id = id
    self.trackID = trackID
    self.danceStyle = danceStyle
    self.subStyle = subStyle
    self.isPrimary = isPrimary
    self.confidence = confidence
    self.tempoCategory = tempoCategory
    self.bpmMultiplier = bpmMultiplier
    self.effectiveBpm = effectiveBpm
    self.confirmationCount = confirmationCount
    self.isUserConfirmed = isUserConfirmed
    self.classificationSource = classificationSource
    self.reason = reason
    self.embedding = embedding
    self.featureVersion = featureVersion
    self.createdAt = createdAt
  }

  /// Whether so many people agree that one more can no longer turn it over.
  public var isLocked: Bool { confirmationCount >= Self.lockingConfirmations }

  /// How many different people lock a style.
  public static let lockingConfirmations = 2
}
