import Foundation
import NeckenCore
import NeckenStore
import Testing

/// What jobs ask of a store before they begin, on any store.
@Suite struct SelectionConformanceTests {
  private let ours = [AnalysisSource.neckenSourceType]

  @Test(arguments: StoreKind.allCases) func selectionsFindTheirTracks(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let sure = try await store.save(try Samples.record(path: "/a", [Samples.judgement(.hambo, 0.97)]))
      let unsure = try await store.save(try Samples.record(path: "/b", [Samples.judgement(.hambo, 0.5)]))
      let confirmed = try await store.save(try Samples.record(path: "/c", [Samples.judgement(.hambo, 0.4)]))
      try await store.confirm(.init(trackID: confirmed, danceStyle: .vals, person: "Ann", confirmedAt: Samples.day))
      var legacy = try Samples.record(path: "/d", [])
      legacy.sourceType = AnalysisSource.legacySourceType
      let old = try await store.save(legacy)
      let bare = Track(title: "no artifacts", createdAt: Samples.day)
      try await store.save(bare)

      let expected: [(TrackSelection, [TrackID])] = [
        (.all, [sure, unsure, confirmed, old, bare.id]),
        (.analysed(sourceTypes: ours), [sure, unsure, confirmed]),
        (.analysed(sourceTypes: ours + [AnalysisSource.legacySourceType]), [sure, unsure, confirmed, old]),
        (.analysed(sourceTypes: []), []),
        (.withoutArtifacts(sourceTypes: ours), [old, bare.id]),
        (.withoutArtifacts(sourceTypes: []), [sure, unsure, confirmed, old, bare.id]),
        (.confirmed, [confirmed]),
        (.labelled(minimumConfidence: 0.95), [sure, confirmed]),
        (.labelled(minimumConfidence: 0.5), [sure, unsure, confirmed]),
      ]
      for (selection, ids) in expected {
        #expect(try await store.trackIDs(selection, after: nil, limit: 99) == ids.sorted(), "\(selection)")
        #expect(try await store.count(selection) == ids.count)
        var paged: [TrackID] = []
        try await store.forEachTrackIDPage(selection, pageSize: 2) { paged += $0 }
        #expect(paged == ids.sorted())
        let share = WorkShare(work: "\(selection)")
        #expect(
          try await store.claimTracks(selection, after: nil, limit: 99, for: share, at: Samples.day) == ids.sorted())
      }
    }
  }

  @Test(arguments: StoreKind.allCases) func stampsTellWhetherAudioChanged(kind: StoreKind) async throws {
    try await kind.withStore { store in
      var record = try Samples.record(hash: "aa")
      record.audioModifiedAt = Samples.day - 1000
      let id = try await store.save(record)
      let other = try await store.save(try Samples.record(path: "/b", hash: "bb"))
      let stamps = try await store.stamps(sourceTypes: ours, of: [other, id, TrackID()])
      let stamp = AnalysisStamp(
        trackID: id, filePath: "/music/a.flac",
        metadata: TrackMetadata(title: "Polska efter Byss-Calle", album: "Låtar"), sourceType: ours[0],
        contentHash: "aa", versions: "v1", audioModifiedAt: Samples.day - 1000, analyzedAt: Samples.day)
      #expect(stamps.count == 2)
      #expect(stamps.first { $0.trackID == id } == stamp)
      #expect(stamps.first { $0.trackID == other }?.audioModifiedAt == nil)

      try await store.recordModification(Samples.day, of: id, sourceType: ours[0])
      #expect(try await store.stamps(sourceTypes: ours, of: [id]).map(\.audioModifiedAt) == [Samples.day])
      #expect(try await store.analysis(of: id, sourceType: ours[0])?.audioModifiedAt == Samples.day)
      let missing = TrackID()
      await #expect(throws: StoreError.trackNotFound(missing)) {
        try await store.recordModification(Samples.day, of: missing, sourceType: ours[0])
      }
      #expect(try await store.tracks(contentHash: "bb").map(\.id) == [other])
      #expect(try await store.tracks(contentHash: "cc").isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases) func certainTracksAreRead(kind: StoreKind) async throws {
    try await kind.withStore { store in
      var ids: [TrackID] = []
      for index in 0..<5 { ids.append(try await store.save(try Samples.record(path: "/\(index)"))) }
      let wanted = [ids[3], ids[0], TrackID()]
      let page = try await store.analyses(sourceTypes: ours, of: wanted)
      #expect(page.analyses.map(\.trackID) == [ids[0], ids[3]].sorted())
      #expect(page.last == [ids[0], ids[3]].max())
      #expect(page.analyses.allSatisfy { $0.styles.names == "*Polska Slängpolska" })
      #expect(page.analyses.allSatisfy { $0.styles.allSatisfy { $0.embedding == nil } })
      #expect(try await store.analyses(sourceTypes: ours, of: []).last == nil)
    }
  }

  @Test(arguments: StoreKind.allCases) func pagesOfLargeArtifactsEndEarly(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let json = #"{"filler":""# + String(repeating: "x", count: 6 << 20) + #""}"#
      var ids: [TrackID] = []
      for index in 0..<4 { ids.append(try await store.save(try Samples.record(path: "/\(index)", json: json))) }
      let page = try await store.analyses(sourceTypes: ours, after: nil, limit: 10)
      #expect(page.analyses.count == 3, "three times 6 MB are more than 16 MB")
      var seen: [TrackID] = []
      try await store.forEachAnalysisPage { seen += $0.analyses.map(\.trackID) }
      #expect(seen == ids.sorted())
      seen = []
      try await store.forEachAnalysisPage(of: ids) { seen += $0.analyses.map(\.trackID) }
      #expect(seen == ids.sorted())
    }
  }

  @Test(arguments: StoreKind.allCases) func anAnalysisFindsItsTrackByIdentifier(kind: StoreKind) async throws {
    try await kind.withStore { store in
      var record = try Samples.record()
      record.filePath = nil
      record.trackID = TrackID(rawValue: "site-4711")
      let id = try await store.save(record)
      #expect(id.rawValue == "site-4711")
      #expect(try await store.track(id)?.filePath == nil)
      record.filePath = "/music/x.wav"
      #expect(try await store.save(record) == id)
      #expect(try await store.track(filePath: "/music/x.wav")?.id == id)
      record.filePath = nil
      #expect(try await store.save(record) == id)
      #expect(try await store.track(id)?.filePath == "/music/x.wav", "a path is not forgotten")
      record.trackID = TrackID()
      record.filePath = "/music/x.wav"
      await #expect(throws: StoreError.self) { try await store.save(record) }
      #expect(try await store.summary().trackCount == 1)
    }
  }
}
