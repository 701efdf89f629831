import NeckenCore
public import NeckenStore

/// The labels of a collection as a table that ``LabelTable`` reads.
public struct LabelExport: Sendable {
  /// Also what nobody confirmed, from this confidence on (0…1); `nil` for people's word alone.
  public var minimumConfidence: Double?
  private let store: any TrackStore

  public init(store: any TrackStore) { self.store = store }

  private static let titles = [
    "track_id", "file_path", "content_hash", "title", "dance_style", "sub_style", "confidence", "confirmation_count",
  ]

  /// - Parameter write: called with each line, without its end; the first names the columns.
  /// - Throws: `StoreError`; `CancellationError`.
  public func write(to write: (String) -> Void) async throws {
    write(CSVLine.text(Self.titles))
    let sourceTypes = [AnalysisSource.neckenSourceType, AnalysisSource.legacySourceType]
    let selection = minimumConfidence.map { TrackSelection.labelled(minimumConfidence: $0) } ?? .confirmed
    try await store.forEachTrackIDPage(selection) { ids in
      let stamps = try await store.stamps(sourceTypes: sourceTypes, of: ids)
      let hashes = Dictionary(stamps.map { ($0.trackID, $0.contentHash) }) { first, _ in first }
      for id in ids {
        guard let track = try await store.track(id),
          let style = try await store.styles(of: id).first(where: \.isPrimary)
        else { continue }
        write(
          CSVLine.text([
            id.rawValue, track.filePath ?? "", (hashes[id] ?? nil) ?? "", track.title, style.danceStyle.rawValue,
            style.subStyle ?? "", CSVLine.number(style.confidence), String(style.confirmationCount),
          ]))
      }
    }
  }
}
