public import NeckenCore
public import NeckenReanalysis
public import NeckenStore
public import NeckenStyle

/// The recordings of a collection that a table of labels speaks of, derived anew from their artifacts.
public struct LabelledRecordings: Sendable {
  /// One labelled recording.
  public struct Item: Sendable {
    public var label: DanceLabels.Label
    public var metadata: TrackMetadata
    public var features: DerivedFeatures
    /// The label's group, else the content's hash: the same bytes are the same recording.
    public var group: String

    public var sample: TrainingSample {
      TrainingSample(
        vector: features.vector, rhythm: RhythmVector(features), style: label.style, isTernary: label.isTernary,
        group: group)
    }
  }

  /// In the table's order, whatever order the store has.
  public private(set) var items: [Item] = []
  /// Recordings of the table that the collection does not have.
  public private(set) var missing: [String] = []
  /// Recordings whose artifacts could not be read.
  public private(set) var unreadable: [UnreadableRow] = []

  /// - Throws: `StoreError`; `CancellationError`.
  public static func collect(
    _ labels: DanceLabels, from store: any TrackStore, reanalysis: Reanalysis = Reanalysis(), pageSize: Int = 256
  ) async throws -> LabelledRecordings {
    var result = LabelledRecordings()
    var found: [(index: Int, item: Item)] = []
    var seen: Set<Int> = []
    try await store.forEachAnalysisPage(pageSize: pageSize) { page in
      for stored in page.analyses {
        guard let index = labels.index(filePath: stored.filePath, trackID: stored.trackID.rawValue) else { continue }
        seen.insert(index)
        do {
          let features = try reanalysis.derive(try ArtifactReader.read(stored.source.rawData))
          let label = labels.labels[index]
          let group = label.group ?? stored.source.contentHash ?? stored.trackID.rawValue
          found.append((index, Item(label: label, metadata: stored.metadata, features: features, group: group)))
        } catch {
          result.unreadable.append(
            UnreadableRow(trackID: stored.trackID, name: labels.recordings[index], reason: "\(error)"))
        }
      }
      result.unreadable += page.unreadable
    }
    // Of two tracks under one label's name the store's order stays.
    result.items = found.enumerated()
      .sorted { ($0.element.index, $0.offset) < ($1.element.index, $1.offset) }.map(\.element.item)
    result.missing = labels.recordings.indices.filter { !seen.contains($0) }.map { labels.recordings[$0] }
    return result
  }
}
