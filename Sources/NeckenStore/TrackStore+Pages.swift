extension TrackStore {
  /// Every track with artifacts, read in pages, so that memory stays bounded however many there are.
  ///
  /// Nothing is locked between pages: other programs may write meanwhile.
  /// - Parameters:
  ///   - sourceTypes: analysers whose artifacts are wanted; the newest counts.
  ///   - pageSize: tracks read at once.
  public func forEachAnalysisPage(
    sourceTypes: [String] = [AnalysisSource.neckenSourceType, AnalysisSource.legacySourceType],
    pageSize: Int = 256, _ body: ([StoredAnalysis]) async throws -> Void
  ) async throws {
    var cursor: TrackID?
    while true {
      try Task.checkCancellation()
      let page = try await analyses(sourceTypes: sourceTypes, after: cursor, limit: pageSize)
      guard let last = page.last else { return }
      try await body(page)
      cursor = last.trackID
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
}
