public import Foundation
public import NeckenCore
import NeckenReanalysis
public import NeckenStore
import NeckenStyle

/// Takes a person's word on a track, and brings all that follows from it up to date in the same
/// transaction, without audio.
public struct TrackEditor: Sendable {
  private static let sourceTypes = [AnalysisSource.neckenSourceType, AnalysisSource.legacySourceType]
  /// How often a correction is worked out again because the track changed meanwhile.
  private static let maximumAttempts = 5

  private let store: any TrackStore
  private let judge: TrackJudge
  private let person: String
  private let now: @Sendable () -> Date

  /// - Parameters:
  ///   - judge: derives features and styles anew.
  ///   - person: who says so; each has one voice a track.
  public init(
    store: any TrackStore, judge: TrackJudge, person: String, now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.store = store
    self.judge = judge
    self.person = person
    self.now = now
  }

  /// What a track is after an edit.
  public struct Result: Sendable {
    public var track: Track
    /// The primary first.
    public var styles: [TrackDanceStyle]
    /// `nil` when nothing is corrected.
    public var correction: TrackCorrection?
  }

  /// A track by its identifier, or by the path or address of its recording.
  /// - Throws: `StoreError.trackNotFound` with the name as given.
  public func find(_ name: String) async throws -> TrackID {
    if let track = try await store.track(TrackID(rawValue: name)) { return track.id }
    if let track = try await store.track(filePath: Recording(name: name).path) { return track.id }
    throw StoreError.trackNotFound(TrackID(rawValue: name))
  }

  /// Says which dance a track is.
  /// - Parameter dance: `nil` for the one that it is taken for.
  /// - Throws: `StoreError`; ``EditError``.
  public func confirm(_ id: TrackID, as dance: DanceStyle?, subStyle: String? = nil) async throws -> Result {
    var (dance, subStyle) = (dance, subStyle)
    if dance == nil {
      let primary = try await store.styles(of: id).first(where: \.isPrimary)
      guard let primary, primary.danceStyle != .unknown else { throw EditError.nothingToConfirm(id) }
      dance = primary.danceStyle
      subStyle = subStyle ?? primary.subStyle
    }
    if let dance { try await store.confirm(confirmation(id, dance, subStyle)) }
    return try await result(id)
  }

  /// Corrects tempo and bars, and with it the dance where one is given. Beats, bars, tempo, features,
  /// styles and their tempi are derived anew.
  /// - Throws: `StoreError`; `ReanalysisError`; ``EditError``.
  public func correct(
    _ id: TrackID, _ rhythm: RhythmCorrection, dance: DanceStyle? = nil, subStyle: String? = nil
  ) async throws -> Result {
    guard !rhythm.isEmpty else { return try await confirm(id, as: dance, subStyle: subStyle) }
    var attempts = 0
    while true {
      do {
        try await attempt(id, rhythm, dance, subStyle)
        return try await result(id)
      } catch StoreError.outdated where attempts < Self.maximumAttempts {
        attempts += 1
      }
    }
  }

  private func attempt(
    _ id: TrackID, _ rhythm: RhythmCorrection, _ dance: DanceStyle?, _ subStyle: String?
  ) async throws {
    let page = try await store.analyses(sourceTypes: Self.sourceTypes, of: [id])
    if let row = page.unreadable.first { throw EditError.unreadable(id, reason: row.reason) }
    guard var item = page.analyses.first else {
      guard try await store.track(id) != nil else { throw StoreError.trackNotFound(id) }
      throw EditError.noArtifacts(id)
    }
    var correction = item.correction ?? TrackCorrection(trackID: id, person: person, correctedAt: now())
    rhythm.apply(to: &correction)
    correction.person = person
    correction.correctedAt = now()
    let basis = item.basis
    item.correction = correction
    // The confirmed dance is among the judgements, so that its tempo follows as well.
    let known = dance ?? item.styles.first { $0.isPrimary && $0.isUserConfirmed }?.danceStyle
    let report = try judge.naming(known).report(on: item)
    try await store.correct(
      correction, result: report.classification, confirming: dance.map { confirmation(id, $0, subStyle) },
      basis: basis)
  }

  private func confirmation(_ id: TrackID, _ dance: DanceStyle, _ subStyle: String?) -> StyleConfirmation {
    StyleConfirmation(trackID: id, danceStyle: dance, subStyle: subStyle, person: person, confirmedAt: now())
  }

  private func result(_ id: TrackID) async throws -> Result {
    guard let track = try await store.track(id) else { throw StoreError.trackNotFound(id) }
    return Result(
      track: track, styles: try await store.styles(of: id), correction: try await store.correction(of: id))
  }
}

extension TrackJudge {
  /// The same judge with a dance that is known beforehand.
  fileprivate func naming(_ dance: DanceStyle?) -> TrackJudge {
    guard let dance else { return self }
    var judge = self
    judge.classifier = classifier.adding([GivenDanceRule(dance)])
    return judge
  }
}

/// Why a person's word could not be taken.
public enum EditError: NeckenError, Equatable {
  case nothingToConfirm(TrackID)
  case noArtifacts(TrackID)
  case unreadable(TrackID, reason: String)

  public var cause: String {
    switch self {
    case .nothingToConfirm(let id): "track \(id) is not taken for any dance"
    case .noArtifacts(let id): "track \(id) was never analysed, so that there are no bars to correct"
    case .unreadable(let id, let reason): "what is kept about track \(id) cannot be read: \(reason)"
    }
  }

  public var remedy: String? {
    switch self {
    case .nothingToConfirm: "say which with --dance"
    case .noArtifacts: "analyse it first: neckenml backfill"
    case .unreadable: "analyse it anew: neckenml analyze --save"
    }
  }
}
