import NeckenCore
public import NeckenStore

/// The collection as JSON lines: one object a track, with all its styles, for other programs.
public struct CollectionJSON: Sendable {
  private let store: any TrackStore

  public init(store: any TrackStore) { self.store = store }

  /// - Parameter write: called with each line, without its end.
  /// - Throws: `StoreError`; `CancellationError`.
  public func write(to write: (String) -> Void) async throws {
    try await store.forEachTrackPage { page in
      for track in page {
        let styles = try await store.styles(of: track.id)
        write(Self.object(track, styles, try await store.correction(of: track.id)).text)
      }
    }
  }

  static func object(
    _ track: Track, _ styles: [TrackDanceStyle], _ correction: TrackCorrection?
  ) -> JSONText {
    .object(
      [
        ("track_id", .string(track.id.rawValue)), ("file_path", JSONText(track.filePath)),
        ("title", .string(track.title)), ("album", JSONText(track.album)), ("artist", JSONText(track.artist)),
        ("styles", .array(styles.map(style))), ("correction", correction.map(object) ?? .null),
      ] + derived(track.derived))
  }

  private static func style(_ style: TrackDanceStyle) -> JSONText {
    .object([
      ("dance_style", .string(style.danceStyle.rawValue)), ("sub_style", JSONText(style.subStyle)),
      ("is_primary", .bool(style.isPrimary)), ("confidence", number(style.confidence)),
      ("is_user_confirmed", .bool(style.isUserConfirmed)), ("confirmation_count", .integer(style.confirmationCount)),
      ("effective_bpm", number(style.effectiveBpm)), ("bpm_multiplier", number(style.bpmMultiplier)),
      ("tempo_category", JSONText(style.tempoCategory)),
      ("classification_source", .string(style.classificationSource.rawValue)), ("reason", .string(style.reason)),
    ])
  }

  private static func object(_ correction: TrackCorrection) -> JSONText {
    .object([
      ("beats_per_bar", JSONText(correction.beatsPerBar)),
      ("tempo_correction", .string(correction.tempoCorrection.rawValue)),
      ("bar_shift", .integer(correction.barShift)), ("person", .string(correction.person)),
    ])
  }

  /// `null` throughout until the first analysis is whole.
  private static func derived(_ columns: TrackColumns?) -> [(String, JSONText)] {
    [
      ("duration_ms", JSONText(columns?.durationMs)), ("tempo_bpm", number(columns?.tempoBpm)),
      ("loudness", number(columns?.loudness)), ("voice_probability", number(columns?.voiceProbability)),
      ("swing_ratio", number(columns?.swingRatio)), ("articulation", number(columns?.articulation)),
      ("bounciness", number(columns?.bounciness)), ("punchiness", number(columns?.punchiness)),
      ("polska_score", number(columns?.polskaScore)), ("hambo_score", number(columns?.hamboScore)),
      ("bpm_stability", number(columns?.bpmStability)),
      ("bars", columns.map { JSONText($0.bars.map { $0.rounded(decimals: 3) }) } ?? .null),
      ("sections", columns.map { JSONText($0.sections.map { $0.rounded(decimals: 3) }) } ?? .null),
      ("section_labels", columns.map { JSONText($0.sectionLabels) } ?? .null),
      ("analysis_version", JSONText(columns?.analysisVersion)),
    ]
  }

  private static func number(_ value: Double?) -> JSONText { JSONText(value?.rounded(decimals: 4)) }
}
