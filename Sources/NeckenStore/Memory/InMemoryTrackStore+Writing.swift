public import Foundation
import NeckenCore

extension InMemoryTrackStore {
  @discardableResult
  public func save(_ record: AnalysisRecord) throws -> TrackID {
    let record = try record.storable()
    let byPath = record.filePath.flatMap { idsByPath[$0] }
    let id = record.trackID ?? byPath ?? TrackID()
    if let byPath, byPath != id { throw StoreError.pathTaken(record.filePath, by: byPath) }
    let correctedAt = correctionsByID[id]?.correctedAt
    guard correctedAt.isSameTime(record.correctedAt) else { throw StoreError.outdated(id) }
    var track = tracksByID[id] ?? Track(id: id, title: "", createdAt: record.analyzedAt)
    track.fill(from: record.metadata)
    track.filePath = record.filePath ?? track.filePath
    put(track)
    let earlier = sourcesByID[id, default: []].first { $0.sourceType == record.sourceType }
    sourcesByID[id, default: []].removeAll { $0.sourceType == record.sourceType }
    sourcesByID[id, default: []].append(
      AnalysisSource(
        id: earlier?.id ?? RecordID.make(), trackID: id, sourceType: record.sourceType,
        rawData: record.rawData, contentHash: record.contentHash, versions: record.versions,
        audioModifiedAt: record.audioModifiedAt, analyzedAt: record.analyzedAt))
    apply(record.result, to: id, at: record.analyzedAt)
    return id
  }

  @discardableResult
  public func update(_ updates: [ClassificationUpdate], at now: Date) throws -> [TrackID] {
    let outdated = updates.filter { update in update.basis.map { !holds($0, for: update.trackID) } ?? false }
      .map(\.trackID)
    let current = try updates.filter { !outdated.contains($0.trackID) }
      .map { try $0.storable() }
    if let missing = current.first(where: { tracksByID[$0.trackID] == nil }) {
      throw StoreError.trackNotFound(missing.trackID)
    }
    for update in current { apply(update.result, to: update.trackID, at: now) }
    return outdated
  }

  public func save(_ track: Track) throws {
    var track = try track.storable()
    if let path = track.filePath, let owner = idsByPath[path], owner != track.id {
      throw StoreError.pathTaken(path, by: owner)
    }
    if track.derived == nil { track.derived = tracksByID[track.id]?.derived }
    put(track)
  }

  public func removeTrack(_ id: TrackID) throws {
    guard let track = tracksByID.removeValue(forKey: id) else { throw StoreError.trackNotFound(id) }
    if let path = track.filePath { idsByPath[path] = nil }
    sourcesByID[id] = nil
    stylesByID[id] = nil
    votesByID[id] = nil
    correctionsByID[id] = nil
  }

  public func confirm(_ confirmations: [StyleConfirmation]) -> [StoreError?] {
    confirmations.map { confirmation in
      let confirmation = confirmation.storable()
      do throws(StoreError) {
        try record(confirmation)
        return nil
      } catch {
        return error
      }
    }
  }

  public func correct(
    _ correction: TrackCorrection, result: Classification, confirming confirmation: StyleConfirmation?,
    basis: ClassificationBasis?
  ) throws {
    let id = correction.trackID
    let result = try result.storable()
    guard tracksByID[id] != nil else { throw StoreError.trackNotFound(id) }
    if let basis, !holds(basis, for: id) { throw StoreError.outdated(id) }
    if let confirmation { try record(confirmation.storable()) }
    correctionsByID[id] = correction.isEmpty ? nil : correction
    apply(result, to: id, at: correction.correctedAt, isCorrection: true)
  }

  private func record(_ confirmation: StyleConfirmation) throws(StoreError) {
    let id = confirmation.trackID
    guard tracksByID[id] != nil else { throw .trackNotFound(id) }
    var voting = StyleVoting(rows: stylesByID[id, default: []], votes: votesByID[id, default: []])
    try voting.apply(confirmation)
    stylesByID[id] = voting.rows
    votesByID[id] = voting.votes
  }

  public func recordModification(_ modifiedAt: Date, of id: TrackID, sourceType: String) throws {
    guard let index = sourcesByID[id]?.firstIndex(where: { $0.sourceType == sourceType }) else {
      throw StoreError.trackNotFound(id)
    }
    sourcesByID[id]?[index].audioModifiedAt = modifiedAt
  }

  private func holds(_ basis: ClassificationBasis, for id: TrackID) -> Bool {
    guard let source = sourcesByID[id]?.first(where: { $0.id == basis.sourceID }) else { return false }
    return basis.matches(
      ClassificationBasis(
        sourceID: source.id, analyzedAt: source.analyzedAt, correctedAt: correctionsByID[id]?.correctedAt))
  }

  private func put(_ track: Track) {
    if let earlier = tracksByID[track.id]?.filePath { idsByPath[earlier] = nil }
    tracksByID[track.id] = track
    if let path = track.filePath { idsByPath[path] = track.id }
  }

  private func apply(_ result: Classification, to id: TrackID, at now: Date, isCorrection: Bool = false) {
    tracksByID[id]?.derived = result.columns
    stylesByID[id] = StyleMerge.merge(
      existing: stylesByID[id, default: []], with: result, trackID: id, at: now, isCorrection: isCorrection)
  }
}
