extension StoreSchema {
  /// Tables and columns carry the Python neckenml's names where it has them. Layouts have only grown so
  /// far, so that a migration adds what a database lacks, whoever made it, and touches nothing else.
  static let tables = [
    tracks, analysisSources, trackDanceStyles, styleConfirmations, styleKeywords, trackCorrections, workClaims,
    workOwners,
  ]

  static let tracks = StoreTable(
    name: "tracks",
    columns: [
      .required("id", .text), .required("title", .text, default: .text("")), .optional("album", .text),
      .optional("artist", .text), .optional("file_path", .text), .optional("duration_ms", .integer),
      .optional("tempo_bpm", .real), .optional("loudness", .real), .optional("is_instrumental", .boolean),
      .optional("has_vocals", .boolean), .optional("swing_ratio", .real), .optional("articulation", .real),
      .optional("bounciness", .real), .optional("punchiness", .real), .optional("polska_score", .real),
      .optional("hambo_score", .real), .optional("voice_probability", .real), .optional("bpm_stability", .real),
      .optional("bars", .json), .optional("sections", .json), .optional("section_labels", .json),
      .optional("analysis_version", .text), .optional("created_at", .time),
    ],
    key: ["id"],
    indexes: [StoreIndex(name: "tracks_path", columns: ["file_path"], isLong: true, isUnique: true)])

  static let analysisSources = StoreTable(
    name: "analysis_sources",
    columns: [
      .required("id", .text), .trackID, .required("source_type", .text), .required("raw_data", .json),
      .required("confidence_score", .real, default: .number(1)), .optional("content_hash", .text),
      .optional("versions", .text), .optional("audio_modified_at", .time), .optional("analyzed_at", .time),
    ],
    key: ["id"],
    indexes: [
      // Holds all that tells which source is the newest: in the row it stands behind the artifacts.
      StoreIndex(name: "analysis_sources_newest", columns: ["track_id", "source_type", "analyzed_at", "id"]),
      StoreIndex(name: "analysis_sources_content", columns: ["content_hash"]),
    ])

  static let trackDanceStyles = StoreTable(
    name: "track_dance_styles",
    columns: [
      .required("id", .text), .trackID, .required("dance_style", .text), .optional("sub_style", .text),
      .required("is_primary", .boolean, default: .no), .required("confidence", .real, default: .number(0)),
      .optional("tempo_category", .text), .required("bpm_multiplier", .real, default: .number(1)),
      .optional("effective_bpm", .real), .required("confirmation_count", .integer, default: .number(0)),
      .required("is_user_confirmed", .boolean, default: .no),
      .required("classification_source", .text, default: .text("unknown")),
      .required("reason", .text, default: .text("")), .optional("embedding", .vector),
      .optional("feature_version", .integer), .optional("created_at", .time),
    ],
    key: ["id"],
    indexes: [
      StoreIndex(name: "track_dance_styles_track", columns: ["track_id", "dance_style"], isUnique: true),
      StoreIndex(name: "track_dance_styles_dance", columns: ["dance_style", "is_primary"]),
    ])

  static let styleConfirmations = StoreTable(
    name: "style_confirmations",
    columns: [
      .trackID, .required("person", .text), .required("dance_style", .text), .required("confirmed_at", .time),
    ],
    key: ["track_id", "person"])

  static let styleKeywords = StoreTable(
    name: "style_keywords",
    columns: [
      .required("keyword", .text), .required("dance_style", .text), .optional("sub_style", .text),
      .required("is_active", .boolean, default: .yes),
    ],
    key: ["keyword"])

  static let trackCorrections = StoreTable(
    name: "track_corrections",
    columns: [
      .trackID, .optional("beats_per_bar", .integer), .required("tempo_correction", .text),
      .required("bar_shift", .integer), .required("person", .text), .required("corrected_at", .time),
    ],
    key: ["track_id"])

  static let workClaims = StoreTable(
    name: "work_claims",
    columns: [
      .required("work", .text), .required("subject", .text), .required("owner", .text),
      .optional("finished_at", .time),
    ],
    key: ["work", "subject"],
    indexes: [StoreIndex(name: "work_claims_owner", columns: ["work", "owner"])])

  static let workOwners = StoreTable(
    name: "work_owners",
    columns: [.required("work", .text), .required("owner", .text), .required("expires_at", .time)],
    key: ["work", "owner"])
}
