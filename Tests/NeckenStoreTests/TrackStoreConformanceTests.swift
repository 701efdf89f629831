import Foundation
import NeckenCore
import NeckenStore
import Testing

@Suite struct TrackStoreConformanceTests {
  @Test(arguments: StoreKind.allCases) func aSavedAnalysisIsReadBackWhole(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let record = try Samples.record(json: #"{"version":"2.0.0","title":"Å \"ä\" 🎻"}"#)
      let id = try await store.save(record)

      let track = try #require(try await store.track(id))
      #expect(track.title == "Polska efter Byss-Calle")
      #expect(track.album == "Låtar")
      #expect(track.filePath == "/music/a.flac")
      #expect(track.derived == record.result.columns)
      #expect(track.createdAt == Samples.day)
      #expect(try await store.track(filePath: "/music/a.flac") == track)

      let source = try #require(
        try await store.analysis(of: id, sourceType: AnalysisSource.neckenSourceType))
      #expect(JSONText.same(source.rawData, record.rawData))
      #expect(source.contentHash == "aa")
      #expect(source.versions == "v1")
      #expect(source.analyzedAt == Samples.day)

      let styles = try await store.styles(of: id)
      #expect(styles.names == "*Polska Slängpolska")
      #expect(styles[0].embedding == (try Samples.vector()).values.map { Float($0) })
      #expect(styles[0].featureVersion == FeatureVector.currentVersion)
      #expect(styles[0].tempoCategory == "Lagom")
      #expect(styles[0].classificationSource == .heuristic)
      #expect(styles[1].embedding == nil)
    }
  }

  @Test(arguments: StoreKind.allCases) func absentValuesStayAbsent(kind: StoreKind) async throws {
    try await kind.withStore { store in
      var record = try Samples.record([])
      record.result.columns.tempoBpm = nil
      record.result.columns.loudness = nil
      record.result.columns.hasVocals = nil
      record.result.columns.isInstrumental = nil
      record.result.columns.bars = []
      let id = try await store.save(record)
      #expect(try await store.track(id)?.derived == record.result.columns)
      #expect(try await store.styles(of: id).isEmpty)
      #expect(try await store.track(TrackID()) == nil)
      #expect(try await store.track(filePath: "/nowhere") == nil)
      #expect(try await store.analysis(of: id, sourceType: "other") == nil)
    }
  }

  @Test(arguments: StoreKind.allCases) func reanalysisReplacesAndKeepsTheTrack(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record())
      let rowIDs = try await store.styles(of: id).map(\.id)
      let again = try Samples.record(
        title: "Another title", json: #"{"version":"2.0.1"}"#, hash: "bb",
        [Samples.judgement(.slangpolska, 0.9), Samples.judgement(.hambo, 0.3, kind: .secondary)])
      #expect(try await store.save(again) == id)

      #expect(try await store.summary().trackCount == 1)
      #expect(try await store.track(id)?.title == "Polska efter Byss-Calle")
      #expect(try await store.analysis(of: id, sourceType: AnalysisSource.neckenSourceType)?.contentHash == "bb")
      let styles = try await store.styles(of: id)
      #expect(styles.names == "*Slängpolska Hambo")
      #expect(styles[0].id == rowIDs[1], "a dance that was there keeps its row")
      #expect(styles[0].confidence == 0.9)
    }
  }

  @Test(arguments: StoreKind.allCases) func updatesAreAllOrNothing(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record())
      let missing = TrackID()
      let hambo = try Samples.classification([Samples.judgement(.hambo)], tempo: 99)
      await #expect(throws: StoreError.trackNotFound(missing)) {
        try await store.update(
          [.init(trackID: id, result: hambo), .init(trackID: missing, result: hambo)], at: Samples.day)
      }
      #expect(try await store.styles(of: id).names == "*Polska Slängpolska")
      #expect(try await store.track(id)?.derived?.tempoBpm == 112.5)

      try await store.update([.init(trackID: id, result: hambo)], at: Samples.day)
      #expect(try await store.styles(of: id).names == "*Hambo")
      #expect(try await store.track(id)?.derived?.tempoBpm == 99)
    }
  }

  @Test(arguments: StoreKind.allCases) func removingATrackRemovesAllOfIt(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record())
      try await store.confirm(
        .init(trackID: id, danceStyle: .polska, person: "Ann", confirmedAt: Samples.day))
      try await store.removeTrack(id)
      #expect(try await store.track(id) == nil)
      #expect(try await store.styles(of: id).isEmpty)
      #expect(try await store.analysis(of: id, sourceType: AnalysisSource.neckenSourceType) == nil)
      #expect(try await store.summary().trackCount == 0)
      #expect(try await store.problems().isEmpty)
      await #expect(throws: StoreError.trackNotFound(id)) { try await store.removeTrack(id) }
    }
  }

  @Test(arguments: StoreKind.allCases) func aTrackWithoutAudioCanBeKept(kind: StoreKind) async throws {
    try await kind.withStore { store in
      var track = Track(title: "Hambo från Bjuråker", createdAt: Samples.day)
      try await store.save(track)
      #expect(try await store.track(track.id) == track)
      track.artist = "Hälsinge låtar"
      track.derived = Samples.columns()
      try await store.save(track)
      #expect(try await store.track(track.id) == track)
      var bare = track
      bare.derived = nil
      try await store.save(bare)
      #expect(try await store.track(track.id)?.derived == Samples.columns())

      let id = try await store.save(try Samples.record())
      var rival = track
      rival.filePath = "/music/a.flac"
      await #expect(throws: StoreError.self) { try await store.save(rival) }
      #expect(try await store.track(filePath: "/music/a.flac")?.id == id)
    }
  }

  @Test(arguments: StoreKind.allCases, [1, 3, 7, 100])
  func pagesCoverEverythingOnce(kind: StoreKind, pageSize: Int) async throws {
    try await kind.withStore { store in
      var saved: Set<TrackID> = []
      for index in 0..<7 { saved.insert(try await store.save(try Samples.record(path: "/music/\(index).mp3"))) }
      try await store.save(Track(title: "no artifacts", createdAt: Samples.day))

      var seen: [TrackID] = []
      try await store.forEachAnalysisPage(pageSize: pageSize) { page in
        #expect(page.analyses.count <= pageSize)
        #expect(page.unreadable.isEmpty)
        seen += page.analyses.map(\.trackID)
        for item in page.analyses {
          #expect(item.styles.names == "*Polska Slängpolska")
          #expect(JSONText.same(item.source.rawData, Data(#"{"version":"2.0.0"}"#.utf8)))
          #expect(item.metadata.title == "Polska efter Byss-Calle")
        }
      }
      #expect(seen == saved.sorted())

      var count = 0
      try await store.forEachTrackPage(pageSize: pageSize) { count += $0.count }
      #expect(count == 8)
    }
  }

  @Test(arguments: StoreKind.allCases) func theNewestArtifactsOfATrackCount(kind: StoreKind) async throws {
    try await kind.withStore { store in
      var old = try Samples.record(json: #"{"old":true}"#)
      old.sourceType = AnalysisSource.legacySourceType
      try await store.save(old)
      try await store.save(try Samples.record(at: Samples.day + 60))
      var foreign = try Samples.record(at: Samples.day + 3600)
      foreign.sourceType = "someone_else"
      try await store.save(foreign)

      let types = [AnalysisSource.neckenSourceType, AnalysisSource.legacySourceType]
      let page = try await store.analyses(sourceTypes: types, after: nil, limit: 10)
      #expect(page.analyses.map(\.source.sourceType) == [AnalysisSource.neckenSourceType])
      let legacy = try await store.analyses(sourceTypes: [AnalysisSource.legacySourceType], after: nil, limit: 10)
      let data = try #require(legacy.analyses.first).source.rawData
      #expect(JSONText.same(data, Data(#"{"old":true}"#.utf8)))
    }
  }

  @Test(arguments: StoreKind.allCases) func keywordsAreOneAWord(kind: StoreKind) async throws {
    try await kind.withStore { store in
      try await store.save(StoredKeyword(keyword: " Gånglåt ", danceStyle: .ganglat))
      try await store.save(StoredKeyword(keyword: "brudmarsch", danceStyle: .ganglat, subStyle: "Brudmarsch"))
      // The same word, decomposed as some file systems write it, in capitals.
      try await store.save(
        StoredKeyword(keyword: "GA\u{30A}NGLA\u{30A}T", danceStyle: .snoa, isActive: false))
      #expect(
        try await store.keywords() == [
          StoredKeyword(keyword: "brudmarsch", danceStyle: .ganglat, subStyle: "Brudmarsch"),
          StoredKeyword(keyword: "gånglåt", danceStyle: .snoa, isActive: false),
        ])
      #expect(try await store.removeKeyword("Gånglåt"))
      #expect(try await !store.removeKeyword("Gånglåt"))
      await #expect(throws: StoreError.self) {
        try await store.save(StoredKeyword(keyword: "  ", danceStyle: .snoa))
      }
      #expect(try await store.keywords().count == 1)
    }
  }

  @Test(arguments: StoreKind.allCases) func theSummaryCounts(kind: StoreKind) async throws {
    try await kind.withStore { store in
      for index in 0..<3 { try await store.save(try Samples.record(path: "/\(index).wav")) }
      let hambo = try await store.save(try Samples.record(path: "/h.wav", [Samples.judgement(.hambo)]))
      let vals = try await store.save(try Samples.record(path: "/v.wav", [Samples.judgement(.vals)]))
      for id in [hambo, vals] {
        try await store.confirm(.init(trackID: id, danceStyle: .vals, person: "Ann", confirmedAt: Samples.day))
      }
      try await store.save(Track(title: "bare", createdAt: Samples.day))
      try await store.save(StoredKeyword(keyword: "snoa", danceStyle: .snoa))
      let summary = try await store.summary()
      #expect(
        summary
          == StoreSummary(
            trackCount: 6, analysedTrackCount: 5, confirmedTrackCount: 2, keywordCount: 1,
            styles: [.init(style: .polska, count: 3), .init(style: .vals, count: 2)],
            schemaVersion: StoreSchema.currentVersion))
    }
  }

  @Test(arguments: StoreKind.allCases) func manyTasksMayWriteAtOnce(kind: StoreKind) async throws {
    try await kind.withStore { store in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<40 {
          group.addTask { try await store.save(try Samples.record(path: "/music/\(index % 20).wav")) }
        }
        try await group.waitForAll()
      }
      #expect(try await store.summary().trackCount == 20)
      #expect(try await store.problems().isEmpty)
    }
  }
}
