import Foundation
import NeckenCore
import NeckenStore
import Testing

/// What nobody should store, but somebody will, is taken or refused alike on any store.
@Suite struct HardRowsConformanceTests {
  private let ours = [AnalysisSource.neckenSourceType]

  private func isRefused(_ body: () async throws -> Void) async -> Bool {
    do {
      try await body()
      return false
    } catch StoreError.invalidRow {
      return true
    } catch {
      Issue.record("refused for another reason: \(error)")
      return false
    }
  }

  @Test(arguments: StoreKind.allCases) func aMillionCharactersAreATitleToo(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let title = String(repeating: "Polska på 🎻 ", count: 1_000_000 / 12)
      let path = "/music/" + String(repeating: "långt/", count: 600)
      let id = try await store.save(try Samples.record(path: path, title: title))
      #expect(try await store.track(id)?.title == title)
      #expect(try await store.track(filePath: path)?.id == id)
      #expect(try await store.analyses(sourceTypes: ours, of: [id]).analyses.first?.metadata.title == title)
    }
  }

  @Test(arguments: StoreKind.allCases) func nulCharactersBecomeReplacements(kind: StoreKind) async throws {
    try await kind.withStore { store in
      var record = try Samples.record(title: "Po\0lska", [Samples.judgement(DanceStyle("Ham\0bo"))])
      record.result.columns.sectionLabels = ["A\0", "B"]
      let id = try await store.save(record)
      let track = try #require(try await store.track(id))
      #expect(track.title == "Po\u{FFFD}lska")
      #expect(track.derived?.sectionLabels == ["A\u{FFFD}", "B"])
      #expect(try await store.styles(of: id).names == "*Ham\u{FFFD}bo")
      try await store.confirm(.init(trackID: id, danceStyle: .vals, person: "A\0nn", confirmedAt: Samples.day))
      #expect(await isRefused { try await store.save(try Samples.record(path: "/a\0b")) })
      #expect(try await store.track(filePath: "/a\0b") == nil)
      #expect(try await store.summary().trackCount == 1)
    }
  }

  @Test(
    arguments: StoreKind.allCases,
    [
      #"{"a":1"#, "", "null", "[1]", #"{"a":NaN}"#, #"{"a":"\ud800"}"#, #"{"a":"\udc00x"}"#, #"{"a":"\u0000"}"#,
      #"{"a":01}"#, #"{"a":1,}"#, #"{"a":1} x"#, "\u{FEFF}{}", "{\"a\":\"\u{1}\"}",
      #"{"a":"# + String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000) + "}",
    ])
  func artifactsThatAreNoJSONAreRefused(kind: StoreKind, json: String) async throws {
    try await kind.withStore { (store) async throws -> Void in
      #expect(await isRefused { try await store.save(try Samples.record(json: json)) })
      #expect(try await store.summary().trackCount == 0, "nothing is left of a refused record")
    }
  }

  @Test(arguments: StoreKind.allCases) func unusualJSONIsKept(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let json = #" {"a":[-0.5e-3,1E5,true,null,{}],"å\"\\\/":"\u00e5\ud83c\udfbb","":""} "#
      let id = try await store.save(try Samples.record(json: json))
      let data = try #require(try await store.analysis(of: id, sourceType: ours[0])).rawData
      #expect(JSONText.same(data, Data(json.utf8)))
    }
  }

  @Test(arguments: StoreKind.allCases) func numbersThatAreNoneAreRefused(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let changes: [@Sendable (inout Classification) -> Void] = [
        { $0.columns.tempoBpm = .nan }, { $0.columns.articulation = .infinity }, { $0.columns.bars = [1, .nan] },
        { $0.judgements[0].confidence = .nan }, { $0.judgements[0].effectiveBpm = -.infinity },
      ]
      let id = try await store.save(try Samples.record())
      for change in changes {
        var record = try Samples.record(hash: "bad")
        change(&record.result)
        let result = record.result
        #expect(await isRefused { try await store.save(record) })
        #expect(await isRefused { try await store.update([.init(trackID: id, result: result)], at: Samples.day) })
      }
      #expect(try await store.analysis(of: id, sourceType: ours[0])?.contentHash == "aa")
    }
  }

  @Test(arguments: StoreKind.allCases) func theSameTrackTwiceIsWrittenTwice(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record())
      let updates = try [DanceStyle.hambo, .vals, .hambo, .snoa].map {
        ClassificationUpdate(trackID: id, result: try Samples.classification([Samples.judgement($0)]))
      }
      try await store.update(updates, at: Samples.day)
      #expect(try await store.styles(of: id).names == "*Snoa")
      #expect(try await store.analyses(sourceTypes: ours, of: [id, id]).analyses.count == 1)
      #expect(try await store.stamps(sourceTypes: ours, of: [id, id]).count == 1)
      let share = WorkShare(work: "w")
      #expect(try await store.claim(["x", "x", "y"], for: share, at: Samples.day).filter { $0 == "y" } == ["y"])
    }
  }

  @Test(arguments: StoreKind.allCases) func identifiersThatAreNoneFindNothing(kind: StoreKind) async throws {
    try await kind.withStore { (store) async throws -> Void in
      for text in ["", " ", "'; DROP TABLE tracks; --", "\\", "{\"}", String(repeating: "x", count: 10_000)] {
        let id = TrackID(rawValue: text)
        #expect(try await store.track(id) == nil)
        #expect(try await store.styles(of: id).isEmpty)
        #expect(try await store.analyses(sourceTypes: ours, of: [id]).last == nil)
        #expect(try await store.stamps(sourceTypes: ours, of: [id]).isEmpty)
        await #expect(throws: StoreError.trackNotFound(id)) { try await store.removeTrack(id) }
      }
      #expect(try await store.summary().trackCount == 0)
    }
  }
}
