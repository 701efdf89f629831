import Foundation
import NeckenCore
import NeckenML
import Testing

/// Many stored tracks with one recording's artifacts, under other names.
struct CopiedTracks {
  private static let day = Date(timeIntervalSince1970: 1_795_000_000)

  let store: any TrackStore

  /// - Parameters:
  ///   - filePath: the recording, analysed before.
  ///   - confirmedBy: who has confirmed the dance of every tenth track; nobody where nil.
  func make(_ count: Int, of filePath: String, confirmedBy person: String? = nil) async throws {
    let first = try #require(try await store.track(filePath: filePath))
    let source = try #require(try await store.analysis(of: first.id, sourceType: AnalysisSource.neckenSourceType))
    let artifacts = try ArtifactReader.read(source.rawData)
    for index in 0..<count {
      let metadata = TrackMetadata(title: "Tune \(index)")
      let report = try TrackJudge().report(on: artifacts, metadata: metadata, file: "")
      let id = try await store.save(
        AnalysisRecord(
          filePath: "/stored/\(index).wav", metadata: metadata, rawData: source.rawData, contentHash: "\(index)",
          versions: "1", analyzedAt: Self.day, result: report.classification))
      guard let person, index % 10 == 0 else { continue }
      try await store.confirm(
        StyleConfirmation(trackID: id, danceStyle: .hambo, person: person, confirmedAt: Self.day))
    }
  }
}
