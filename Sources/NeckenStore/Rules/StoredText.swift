import Foundation
import NeckenCore

/// What every store asks of text and numbers, so that none takes what another cannot hold: PostgreSQL's
/// text has no NUL character, JSON no infinite numbers.
enum StoredText {
  /// Free text, with each NUL character replaced by U+FFFD.
  static func clean(_ text: String) -> String {
    text.utf8.contains(0) ? String(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : Character($0) }) : text
  }

  /// Text that names something and therefore cannot be changed.
  /// - Throws: ``StoreError/invalidRow(detail:)``.
  static func check(_ text: String?, _ name: String) throws(StoreError) {
    if text?.utf8.contains(0) == true { throw .invalidRow(detail: "\(name) holds a NUL character") }
  }

  /// - Throws: ``StoreError/invalidRow(detail:)``.
  static func check(_ number: Double?, _ name: String) throws(StoreError) {
    if let number, !number.isFinite { throw .invalidRow(detail: "\(name) is not a finite number") }
  }
}

extension TrackMetadata {
  func storable() -> TrackMetadata {
    TrackMetadata(
      title: title.map(StoredText.clean), album: album.map(StoredText.clean), artist: artist.map(StoredText.clean))
  }
}

extension Track {
  func storable() throws(StoreError) -> Track {
    try StoredText.check(id.rawValue, "a track's identifier")
    try StoredText.check(filePath, "a path")
    var copy = self
    copy.title = StoredText.clean(title)
    copy.album = album.map(StoredText.clean)
    copy.artist = artist.map(StoredText.clean)
    copy.derived = try derived?.storable()
    return copy
  }
}

extension AnalysisRecord {
  func storable() throws(StoreError) -> AnalysisRecord {
    try StoredText.check(trackID?.rawValue, "a track's identifier")
    try StoredText.check(filePath, "a path")
    try StoredText.check(sourceType, "a source type")
    try ArtifactText.check(rawData)
    var copy = self
    copy.metadata = metadata.storable()
    copy.contentHash = StoredText.clean(contentHash)
    copy.versions = StoredText.clean(versions)
    copy.result = try result.storable()
    return copy
  }
}

extension Classification {
  func storable() throws(StoreError) -> Classification {
    var copy = self
    copy.columns = try columns.storable()
    copy.judgements = try judgements.map { judgement throws(StoreError) in try judgement.storable() }
    return copy
  }
}

extension ClassificationUpdate {
  func storable() throws(StoreError) -> ClassificationUpdate {
    ClassificationUpdate(trackID: trackID, result: try result.storable(), basis: basis)
  }
}

extension TrackColumns {
  fileprivate func storable() throws(StoreError) -> TrackColumns {
    let numbers = [
      ("tempo_bpm", tempoBpm), ("loudness", loudness), ("swing_ratio", swingRatio), ("articulation", articulation),
      ("bounciness", bounciness), ("punchiness", punchiness), ("polska_score", polskaScore),
      ("hambo_score", hamboScore), ("voice_probability", voiceProbability), ("bpm_stability", bpmStability),
    ]
    for (name, value) in numbers { try StoredText.check(value, name) }
    for time in bars { try StoredText.check(time, "bars") }
    for time in sections { try StoredText.check(time, "sections") }
    var copy = self
    copy.sectionLabels = sectionLabels.map(StoredText.clean)
    copy.analysisVersion = StoredText.clean(analysisVersion)
    return copy
  }
}

extension StyleJudgement {
  fileprivate func storable() throws(StoreError) -> StyleJudgement {
    try StoredText.check(confidence, "a confidence")
    try StoredText.check(bpmMultiplier, "bpm_multiplier")
    try StoredText.check(effectiveBpm, "effective_bpm")
    var copy = self
    copy.style = DanceStyle(StoredText.clean(style.rawValue))
    copy.subStyle = subStyle.map(StoredText.clean)
    copy.reason = StoredText.clean(reason)
    copy.source = StyleSource(rawValue: StoredText.clean(source.rawValue))
    copy.tempoCategory = tempoCategory.map(StoredText.clean)
    return copy
  }
}

extension StyleConfirmation {
  func storable() -> StyleConfirmation {
    var copy = self
    copy.danceStyle = DanceStyle(StoredText.clean(danceStyle.rawValue))
    copy.subStyle = subStyle.map(StoredText.clean)
    copy.person = StoredText.clean(person)
    return copy
  }
}
