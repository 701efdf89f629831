public import Foundation

/// Where tracks, their artifacts and their styles are kept.
///
/// Every implementation behaves alike; the conformance suite in Tests/NeckenStoreTests is the
/// definition. All calls may be made from many tasks at once. All throw ``StoreError``, and
/// `CancellationError` when the task is cancelled before anything was written.
public protocol TrackStore: Sendable {
  /// Writes one analysis whole: the track (found by its path, or new), its artifacts, its derived
  /// columns and its styles. An earlier analysis of the same source type is replaced, and stays
  /// readable until this one is there. What a person confirmed stays.
  /// - Returns: the track's identifier.
  @discardableResult
  func save(_ record: AnalysisRecord) async throws -> TrackID

  /// Writes new classifications of stored tracks, all of them or none. What a person confirmed stays.
  /// - Throws: ``StoreError/trackNotFound(_:)`` when a track is gone.
  func update(_ updates: [ClassificationUpdate], at now: Date) async throws

  /// Writes a track without an analysis, or changes what is written about one. Derived columns stay
  /// as they are when `derived` is `nil`.
  func save(_ track: Track) async throws

  /// Removes a track with all that belongs to it.
  /// - Throws: ``StoreError/trackNotFound(_:)``.
  func removeTrack(_ id: TrackID) async throws

  /// Records a person's word on what a track is.
  /// - Throws: ``StoreError/styleLocked(track:style:)``, ``StoreError/trackNotFound(_:)``.
  func confirm(_ confirmation: StyleConfirmation) async throws

  func track(_ id: TrackID) async throws -> Track?
  func track(filePath: String) async throws -> Track?

  /// A page of tracks in order of identifier.
  /// - Parameters:
  ///   - cursor: the last identifier of the page before; `nil` for the first page.
  ///   - limit: tracks in a page, at least 1.
  func tracks(after cursor: TrackID?, limit: Int) async throws -> [Track]

  /// The newest artifacts of a track from one analyser.
  func analysis(of id: TrackID, sourceType: String) async throws -> AnalysisSource?

  /// A page of tracks that have artifacts, in order of identifier, each with its newest artifacts of
  /// the given source types.
  func analyses(sourceTypes: [String], after cursor: TrackID?, limit: Int) async throws -> [StoredAnalysis]

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
