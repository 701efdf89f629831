public import Foundation

/// Where tracks, their artifacts and their styles are kept.
///
/// Every implementation behaves alike; the conformance suite in Tests/NeckenStoreTests is the
/// definition. All calls may be made from many tasks at once. All throw ``StoreError``, and
/// `CancellationError` when the task is cancelled before anything was written.
public protocol TrackStore: WorkLedger {
  /// Writes one analysis whole: the track (found by identifier or path, or new), its artifacts, its
  /// derived columns and its styles. An earlier analysis of the same source type is replaced, and stays
  /// readable until this one is there. What a person confirmed stays.
  /// - Returns: the track's identifier.
  /// - Throws: ``StoreError/outdated(_:)`` when a person corrected the track meanwhile.
  @discardableResult
  func save(_ record: AnalysisRecord) async throws -> TrackID

  /// Writes new classifications of stored tracks, all of them or none. What a person confirmed stays.
  /// - Returns: tracks left as they are, because what their update rests on is no longer there.
  /// - Throws: ``StoreError/trackNotFound(_:)`` when a track is gone whose update names no basis.
  @discardableResult
  func update(_ updates: [ClassificationUpdate], at now: Date) async throws -> [TrackID]

  /// Writes a track without an analysis, or changes what is written about one. Derived columns stay
  /// as they are when `derived` is `nil`.
  func save(_ track: Track) async throws

  /// Removes a track with all that belongs to it.
  /// - Throws: ``StoreError/trackNotFound(_:)``.
  func removeTrack(_ id: TrackID) async throws

  /// Records people's words on what tracks are, in one transaction.
  /// - Returns: for each, in order, `nil` or why it could not be recorded
  ///   (``StoreError/styleLocked(track:style:)``, ``StoreError/trackNotFound(_:)``); the others are.
  func confirm(_ confirmations: [StyleConfirmation]) async throws -> [StoreError?]

  /// Records what a person corrected, with all that follows from it, in one transaction.
  ///
  /// The tempo of confirmed styles follows too: as judged, else by the multiplier they had.
  /// - Parameters:
  ///   - correction: takes the place of an earlier one; an empty one takes it away.
  ///   - result: derived from the stored artifacts with the correction.
  ///   - confirmation: the person's word on the dance, when that was corrected as well.
  ///   - basis: what `result` was derived from, the earlier correction included.
  /// - Throws: ``StoreError/trackNotFound(_:)``, ``StoreError/styleLocked(track:style:)``,
  ///   ``StoreError/outdated(_:)``.
  func correct(
    _ correction: TrackCorrection, result: Classification, confirming confirmation: StyleConfirmation?,
    basis: ClassificationBasis?
  ) async throws

  func correction(of id: TrackID) async throws -> TrackCorrection?

  func track(_ id: TrackID) async throws -> Track?
  func track(filePath: String) async throws -> Track?

  /// Tracks with artifacts of these very bytes, in order of identifier.
  func tracks(contentHash: String) async throws -> [Track]

  /// A page of the identifiers of certain tracks, in order.
  func trackIDs(_ selection: TrackSelection, after cursor: TrackID?, limit: Int) async throws -> [TrackID]

  func count(_ selection: TrackSelection) async throws -> Int

  /// A page of tracks in order of identifier.
  /// - Parameters:
  ///   - cursor: the last identifier of the page before; `nil` for the first page.
  ///   - limit: tracks in a page, at least 1.
  func tracks(after cursor: TrackID?, limit: Int) async throws -> [Track]

  /// The newest artifacts of a track from one analyser.
  func analysis(of id: TrackID, sourceType: String) async throws -> AnalysisSource?

  /// A page of tracks that have artifacts, in order of identifier, each with its newest artifacts of
  /// the given source types. It covers `limit` tracks, or fewer when their artifacts are large.
  func analyses(sourceTypes: [String], after cursor: TrackID?, limit: Int) async throws -> AnalysisPage

  /// The same for certain tracks; those without artifacts are left out. When artifacts are large the
  /// page ends early, see ``AnalysisPage/last``.
  func analyses(sourceTypes: [String], of ids: [TrackID]) async throws -> AnalysisPage

  /// What ties the newest artifacts of certain tracks to their audio, in order of identifier.
  func stamps(sourceTypes: [String], of ids: [TrackID]) async throws -> [AnalysisStamp]

  /// Notes that audio was written to and holds the same bytes as before.
  func recordModification(_ modifiedAt: Date, of id: TrackID, sourceType: String) async throws

  /// A track's styles: the primary first, then the surest, then by name.
  func styles(of id: TrackID) async throws -> [TrackDanceStyle]

  /// All keywords in order of the word.
  func keywords() async throws -> [StoredKeyword]

  /// Adds a keyword, or changes the one with the same word.
  func save(_ keyword: StoredKeyword) async throws

  /// Removes a keyword; `false` when there was none.
  @discardableResult
  func removeKeyword(_ keyword: String) async throws -> Bool

  func summary() async throws -> StoreSummary

  /// Looks for damage: one sentence for each problem found, none when all is well. Reads everything.
  func problems() async throws -> [String]
}
