import NeckenCore
public import NeckenStore

/// The collection as comma-separated values (RFC 4180), one row a track, for spreadsheets.
public struct CollectionCSV: Sendable {
  private let store: any TrackStore

  public init(store: any TrackStore) { self.store = store }

  private static let columns: [(name: String, value: @Sendable (Track, TrackDanceStyle?) -> String?)] = [
    ("track_id", { track, _ in track.id.rawValue }),
    ("file_path", { track, _ in track.filePath }),
    ("title", { track, _ in track.title }),
    ("album", { track, _ in track.album }),
    ("artist", { track, _ in track.artist }),
    ("dance_style", { _, style in style?.danceStyle.rawValue }),
    ("sub_style", { _, style in style?.subStyle }),
    ("confidence", { _, style in style.map { CSVLine.number($0.confidence) } }),
    ("is_user_confirmed", { _, style in style.map { $0.isUserConfirmed ? "1" : "0" } }),
    ("effective_bpm", { _, style in style?.effectiveBpm.map(CSVLine.number) }),
    ("tempo_category", { _, style in style?.tempoCategory }),
    ("tempo_bpm", { track, _ in track.derived?.tempoBpm.map(CSVLine.number) }),
    ("duration_ms", { track, _ in track.derived.map { String($0.durationMs) } }),
    ("loudness", { track, _ in track.derived?.loudness.map(CSVLine.number) }),
    ("swing_ratio", { track, _ in track.derived?.swingRatio.map(CSVLine.number) }),
    ("polska_score", { track, _ in track.derived.map { CSVLine.number($0.polskaScore) } }),
    ("hambo_score", { track, _ in track.derived.map { CSVLine.number($0.hamboScore) } }),
    ("bpm_stability", { track, _ in track.derived.map { CSVLine.number($0.bpmStability) } }),
    ("voice_probability", { track, _ in track.derived?.voiceProbability.map(CSVLine.number) }),
  ]

  /// - Parameter write: called with each line, without its end; the first names the columns.
  /// - Throws: `StoreError`.
  public func write(to write: (String) -> Void) async throws {
    write(CSVLine.text(Self.columns.map(\.name)))
    try await store.forEachTrackPage { page in
      for track in page {
        let primary = try await store.styles(of: track.id).first(where: \.isPrimary)
        write(CSVLine.text(Self.columns.map { $0.value(track, primary) ?? "" }))
      }
    }
  }
}
