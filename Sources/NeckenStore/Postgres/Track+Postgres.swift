import NeckenCore

extension Track {
  /// Reads the columns in the order of ``StoreSchema/tracks``.
  init(row: inout PostgresRow) throws {
    let id = TrackID(rawValue: try row.text())
    let title = row.optionalText() ?? ""
    let (album, artist, filePath) = (row.optionalText(), row.optionalText(), row.optionalText())
    let derived = try TrackColumns(row: &row)
    self.init(
      id: id, title: title, album: album, artist: artist, filePath: filePath, derived: derived,
      createdAt: try row.optionalTime() ?? Timestamp.unknown)
  }
}

extension TrackColumns {
  /// In the order of ``names``.
  var parameters: [String?] {
    get throws {
      [
        String(durationMs), tempoBpm?.description, loudness?.description, isInstrumental?.description,
        hasVocals?.description, swingRatio?.description, articulation.description, bounciness.description,
        punchiness.description, polskaScore.description, hamboScore.description, voiceProbability?.description,
        bpmStability.description, JSONColumn.encode(bars), JSONColumn.encode(sections),
        try JSONColumn.encode(sectionLabels), analysisVersion,
      ]
    }
  }

  /// `nil` for a track that has not been analysed here.
  fileprivate init?(row: inout PostgresRow) throws {
    let durationMs = try row.optionalInteger()
    let (tempoBpm, loudness) = (try row.optionalReal(), try row.optionalReal())
    let (isInstrumental, hasVocals) = (row.optionalBoolean(), row.optionalBoolean())
    let swingRatio = try row.optionalReal()
    let (articulation, bounciness) = (try row.optionalReal() ?? 0, try row.optionalReal() ?? 0)
    let (punchiness, polskaScore) = (try row.optionalReal() ?? 0, try row.optionalReal() ?? 0)
    let (hamboScore, voiceProbability) = (try row.optionalReal() ?? 0, try row.optionalReal())
    let bpmStability = try row.optionalReal() ?? 0
    let (bars, sections, labels) = (row.optionalText(), row.optionalText(), row.optionalText())
    let version = row.optionalText()
    guard let version, let durationMs else { return nil }
    self.init(
      durationMs: durationMs, tempoBpm: tempoBpm, loudness: loudness, isInstrumental: isInstrumental,
      hasVocals: hasVocals, swingRatio: swingRatio, articulation: articulation, bounciness: bounciness,
      punchiness: punchiness, polskaScore: polskaScore, hamboScore: hamboScore,
      voiceProbability: voiceProbability, bpmStability: bpmStability,
      bars: try JSONColumn.decode([Double].self, bars), sections: try JSONColumn.decode([Double].self, sections),
      sectionLabels: try JSONColumn.decode([String].self, labels), analysisVersion: version)
  }
}
