public import Foundation
import NeckenCore
public import NeckenStore

/// Takes a table of labels into a store, as people's word.
public struct LabelImport: Sendable {
  /// Labels written in one transaction.
  public var batchSize = 256
  private let store: any TrackStore
  private let person: String
  private let now: @Sendable () -> Date

  /// - Parameter person: who says so where the table does not.
  public init(store: any TrackStore, person: String, now: @escaping @Sendable () -> Date = { Date() }) {
    self.store = store
    self.person = person
    self.now = now
  }

  public struct Summary: Hashable, Sendable {
    /// Labels that were taken.
    public var recorded = 0
    /// Rows that were not, in order of row; those of the table included.
    public var problems: [LabelProblem] = []
  }

  /// Taking the same table twice changes nothing the second time.
  /// - Throws: `StoreError` when the store cannot be written; `CancellationError` between batches.
  public func run(_ table: LabelTable, progress: ((JobProgress) -> Void)? = nil) async throws -> Summary {
    var summary = Summary(problems: table.problems)
    for start in stride(from: 0, to: table.rows.count, by: batchSize) {
      try Task.checkCancellation()
      let batch = table.rows[start..<min(start + batchSize, table.rows.count)]
      try await record(batch, &summary)
      progress?(JobProgress(finished: start + batch.count, total: table.rows.count))
    }
    summary.problems.sort { $0.row < $1.row }
    return summary
  }

  private func record(_ rows: ArraySlice<LabelTable.Row>, _ summary: inout Summary) async throws {
    var confirmations: [(row: Int, confirmation: StyleConfirmation)] = []
    for row in rows {
      let tracks = try await tracks(row.recording)
      if tracks.isEmpty { summary.problems.append(LabelProblem(row: row.number, reason: .unknownTrack(row.recording.text))) }
      for id in tracks {
        confirmations.append(
          (
            row.number,
            StyleConfirmation(
              trackID: id, danceStyle: row.dance, subStyle: row.subStyle, person: row.person ?? person,
              confirmedAt: now())
          ))
      }
    }
    let outcomes = try await store.confirm(confirmations.map(\.confirmation))
    for (confirmation, error) in zip(confirmations, outcomes) {
      if let error {
        summary.problems.append(LabelProblem(row: confirmation.row, reason: .refused("\(error)")))
      } else {
        summary.recorded += 1
      }
    }
  }

  /// A recording kept under several names is labelled under each.
  private func tracks(_ name: LabelTable.Name) async throws -> [TrackID] {
    switch name {
    case .trackID(let id): try await store.track(TrackID(rawValue: id)).map { [$0.id] } ?? []
    case .filePath(let path): try await store.track(filePath: Recording(name: path).path).map { [$0.id] } ?? []
    case .contentHash(let hash): try await store.tracks(contentHash: hash).map(\.id)
    }
  }
}

extension LabelTable.Name {
  fileprivate var text: String {
    switch self {
    case .trackID(let text), .filePath(let text), .contentHash(let text): text
    }
  }
}
