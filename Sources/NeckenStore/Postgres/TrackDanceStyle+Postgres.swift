import NeckenCore

extension TrackDanceStyle {
  /// Reads the columns in the order of ``StoreSchema/trackDanceStyles``.
  init(row: inout PostgresRow) throws {
    let (id, trackID) = (try row.text(), TrackID(rawValue: try row.text()))
    let (danceStyle, subStyle) = (DanceStyle(try row.text()), row.optionalText())
    let (isPrimary, confidence) = (try row.boolean(), try row.real())
    let (tempoCategory, bpmMultiplier) = (row.optionalText(), try row.real())
    let (effectiveBpm, confirmationCount) = (try row.optionalReal(), try row.integer())
    let (isUserConfirmed, source) = (try row.boolean(), StyleSource(rawValue: try row.text()))
    let reason = try row.text()
    let embedding = try row.optionalText().map { try PostgresArray.floats($0) }
    let featureVersion = try row.optionalInteger()
    self.init(
      id: id, trackID: trackID, danceStyle: danceStyle, subStyle: subStyle, isPrimary: isPrimary,
      confidence: confidence, tempoCategory: tempoCategory, bpmMultiplier: bpmMultiplier,
      effectiveBpm: effectiveBpm, confirmationCount: confirmationCount, isUserConfirmed: isUserConfirmed,
      classificationSource: source, reason: reason, embedding: embedding, featureVersion: featureVersion,
      createdAt: try row.optionalTime() ?? Timestamp.unknown)
  }

  /// What may change in a row, in the order of ``changeableParameters``.
  static let changeableNames = [
    "sub_style", "is_primary", "confidence", "tempo_category", "bpm_multiplier", "effective_bpm",
    "confirmation_count", "is_user_confirmed", "classification_source", "reason", "embedding", "feature_version",
  ]

  var changeableParameters: [PostgresValue?] {
    [
      subStyle.map { .text($0) }, .text(isPrimary.description), .text(confidence.description),
      tempoCategory.map { .text($0) }, .text(bpmMultiplier.description), effectiveBpm.map { .text($0.description) },
      .text(String(confirmationCount)), .text(isUserConfirmed.description), .text(classificationSource.rawValue),
      .text(reason), embedding.map { .floats($0) }, featureVersion.map { .text(String($0)) },
    ]
  }
}
