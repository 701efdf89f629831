extension TrackStore {
  /// Every track with artifacts, read in pages, so that memory stays bounded however many there are.
  ///
  /// Nothing is locked between pages: other programs may write meanwhile.
  /// - Parameters:
  ///   - sourceTypes: analysers whose artifacts are wanted; the newest counts.
  ///   - pageSize: tracks read at once.
  public func forEachAnalysisPage(
    sourceTypes: [String] = [AnalysisSource.neckenSourceType, AnalysisSource.legacySourceType],
    pageSize: Int = 256, _ body: (AnalysisPage) async throws -> Void
  ) async throws {
    var cursor: TrackID?
    while true {
      try Task.checkCancellation()
      let page = try await analyses(sourceTypes: sourceTypes, after: cursor, limit: pageSize)
      guard let last = page.last else { return }
      try await body(page)
      cursor = last
    }
  }

  /// The artifacts of certain tracks, in as many pages as their size asks for.
  public func forEachAnalysisPage(
    of ids: [TrackID],
    sourceTypes: [String] = [AnalysisSource.neckenSourceType, AnalysisSource.legacySourceType],
    _ body: (AnalysisPage) async throws -> Void
  ) async throws {
    var rest = ids
    while !rest.isEmpty {
      try Task.checkCancellation()
      let page = try await analyses(sourceTypes: sourceTypes, of: rest)
      guard page.last != nil else { return }
      try await body(page)
      let covered = Set(page.analyses.map(\.trackID)).union(page.unreadable.map(\.trackID))
      rest.removeAll(where: covered.contains)
    }
  }

  /// The identifiers of certain tracks, read in pages.
  public func forEachTrackIDPage(
    _ selection: TrackSelection, pageSize: Int = 1024, _ body: ([TrackID]) async throws -> Void
  ) async throws {
    var cursor: TrackID?
    while true {
      try Task.checkCancellation()
      let page = try await trackIDs(selection, after: cursor, limit: pageSize)
      guard let last = page.last else { return }
      try await body(page)
      cursor = last
    }
  }

  /// Every track, read in pages.
  public func forEachTrackPage(pageSize: Int = 256, _ body: ([Track]) async throws -> Void) async throws {
    var cursor: TrackID?
    while true {
      try Task.checkCancellation()
      let page = try await tracks(after: cursor, limit: pageSize)
      guard let last = page.last else { return }
      try await body(page)
      cursor = last.id
    }
  }

  /// Records a person's word on what a track is.
  /// - Throws: ``StoreError/styleLocked(track:style:)``, ``StoreError/trackNotFound(_:)``.
  public func confirm(_ confirmation: StyleConfirmation) async throws {
    if let refusal = try await confirm([confirmation]).first ?? nil { throw refusal }
  }

  /// Records what a person corrected, with all that follows from it; see
  /// ``correct(_:result:confirming:basis:)``.
  public func correct(
    _ correction: TrackCorrection, result: Classification, confirming confirmation: StyleConfirmation? = nil
  ) async throws {
    try await correct(correction, result: result, confirming: confirmation, basis: nil)
  }
}
