/// Some tracks' artifacts, as read at once.
public struct AnalysisPage: Sendable {
  /// In order of identifier.
  public var analyses: [StoredAnalysis]
  /// Rows that hold something else than they should; they do not stop a page.
  public var unreadable: [UnreadableRow]
  /// The last track that the page covers, readable or not; `nil` when there was nothing left.
  public var last: TrackID?

  public init(analyses: [StoredAnalysis] = [], unreadable: [UnreadableRow] = [], last: TrackID? = nil) {
    self.analyses = analyses
    self.unreadable = unreadable
    self.last = last
  }

  /// Artifacts above this size are reported as unreadable and never loaded: 32 MB, a thousand times
  /// what full artifacts take.
  public static let largestArtifactBytes = 32 << 20
  /// A page ends early when its artifacts come to this: 16 MB, so that pages of whatever size fit in memory.
  public static let byteLimit = 16 << 20
}

/// A track whose row cannot be read.
public struct UnreadableRow: Hashable, Sendable {
  public var trackID: TrackID
  /// Path or title, to find it by.
  public var name: String
  public var reason: String

  public init(trackID: TrackID, name: String, reason: String) {
    self.trackID = trackID
    self.name = name
    self.reason = reason
  }
}

extension AnalysisPage {
  /// Adds the styles, and moves tracks whose styles have a fault to the unreadable ones.
  mutating func complete(styles: [TrackID: [TrackDanceStyle]], faults: [TrackID: String]) {
    for index in analyses.indices { analyses[index].styles = styles[analyses[index].trackID, default: []] }
    unreadable += analyses.compactMap { analysis in
      faults[analysis.trackID].map { UnreadableRow(trackID: analysis.trackID, name: analysis.name, reason: $0) }
    }
    unreadable.sort { $0.trackID < $1.trackID }
    analyses.removeAll { faults[$0.trackID] != nil }
  }
}
