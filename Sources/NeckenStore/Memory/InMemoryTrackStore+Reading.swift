import Foundation
import NeckenCore

extension InMemoryTrackStore {
  public func track(_ id: TrackID) -> Track? { tracksByID[id] }

  public func track(filePath: String) -> Track? { idsByPath[filePath].flatMap { tracksByID[$0] } }

  public func tracks(contentHash: String) -> [Track] {
    let ids = sourcesByID.filter { $0.value.contains { $0.contentHash == contentHash } }.keys
    return ids.sorted().compactMap { tracksByID[$0] }
  }

  public func tracks(after cursor: TrackID?, limit: Int) -> [Track] {
    page(of: tracksByID.keys, after: cursor, limit: limit).compactMap { tracksByID[$0] }
  }

  public func trackIDs(_ selection: TrackSelection, after cursor: TrackID?, limit: Int) -> [TrackID] {
    page(of: tracksByID.keys.filter { holds(selection, for: $0) }, after: cursor, limit: limit)
  }

  public func count(_ selection: TrackSelection) -> Int { tracksByID.keys.count { holds(selection, for: $0) } }

  public func analysis(of id: TrackID, sourceType: String) -> AnalysisSource? {
    sourcesByID[id]?.first { $0.sourceType == sourceType }
  }

  public func analyses(sourceTypes: [String], after cursor: TrackID?, limit: Int) -> AnalysisPage {
    let ids = sourcesByID.keys.filter { newest(of: $0, sourceTypes) != nil }
    return analyses(sourceTypes: sourceTypes, of: page(of: ids, after: cursor, limit: limit))
  }

  public func analyses(sourceTypes: [String], of ids: [TrackID]) -> AnalysisPage {
    var page = AnalysisPage()
    var bytes = 0
    for id in Set(ids).sorted() where bytes < AnalysisPage.byteLimit {
      guard let track = tracksByID[id], let source = newest(of: id, sourceTypes) else { continue }
      bytes += source.rawData.count
      page.last = id
      let styles = stylesByID[id, default: []].map { style in
        var style = style
        style.embedding = nil
        return style
      }
      page.analyses.append(
        StoredAnalysis(
          metadata: track.metadata, filePath: track.filePath, source: source, styles: styles,
          correction: correctionsByID[id]))
    }
    return page
  }

  public func stamps(sourceTypes: [String], of ids: [TrackID]) -> [AnalysisStamp] {
    Set(ids).sorted().compactMap { id in
      guard let track = tracksByID[id], let source = newest(of: id, sourceTypes) else { return nil }
      return AnalysisStamp(
        trackID: id, filePath: track.filePath, metadata: track.metadata, sourceType: source.sourceType,
        contentHash: source.contentHash, versions: source.versions, audioModifiedAt: source.audioModifiedAt,
        analyzedAt: source.analyzedAt)
    }
  }

  public func styles(of id: TrackID) -> [TrackDanceStyle] { stylesByID[id, default: []] }

  public func correction(of id: TrackID) -> TrackCorrection? { correctionsByID[id] }

  func page(of ids: some Sequence<TrackID>, after cursor: TrackID?, limit: Int) -> [TrackID] {
    Array(ids.filter { id in cursor.map { $0 < id } ?? true }.sorted().prefix(limit))
  }

  func holds(_ selection: TrackSelection, for id: TrackID) -> Bool {
    let primary = stylesByID[id]?.first(where: \.isPrimary)
    return switch selection {
    case .all: true
    case .analysed(let types): newest(of: id, types) != nil
    case .withoutArtifacts(let types): newest(of: id, types) == nil
    case .confirmed: primary?.isUserConfirmed == true
    case .labelled(let confidence): primary.map { $0.isUserConfirmed || $0.confidence >= confidence } ?? false
    }
  }

  private func newest(of id: TrackID, _ sourceTypes: [String]) -> AnalysisSource? {
    sourcesByID[id]?.filter { sourceTypes.contains($0.sourceType) }
      .max { ($0.analyzedAt, $0.id) < ($1.analyzedAt, $1.id) }
  }
}
