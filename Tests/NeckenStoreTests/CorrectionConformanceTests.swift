import Foundation
import NeckenCore
import NeckenStore
import Testing

/// What a person corrects stays, and what follows from it is written with it, on any store.
@Suite struct CorrectionConformanceTests {
  private func correction(_ id: TrackID, _ tempo: TempoCorrection, after seconds: Double = 0) -> TrackCorrection {
    TrackCorrection(
      trackID: id, beatsPerBar: 3, tempoCorrection: tempo, barShift: -1, person: "Ann",
      correctedAt: Samples.day + seconds)
  }

  private let types = [AnalysisSource.neckenSourceType]

  @Test(arguments: StoreKind.allCases) func aCorrectionIsKeptWithAllThatFollows(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record())
      #expect(try await store.correction(of: id) == nil)
      let half = correction(id, .half)
      try await store.correct(
        half, result: try Samples.classification([Samples.judgement(.vals)], tempo: 56.25),
        confirming: StyleConfirmation(trackID: id, danceStyle: .vals, person: "Ann", confirmedAt: Samples.day))
      #expect(try await store.correction(of: id) == half)
      #expect(try await store.track(id)?.derived?.tempoBpm == 56.25)
      let styles = try await store.styles(of: id)
      #expect(styles.names == "*Vals" && styles[0].isUserConfirmed)
      let page = try await store.analyses(sourceTypes: types, of: [id])
      #expect(page.analyses.map(\.correction) == [half])

      let none = TrackCorrection(trackID: id, person: "Bo", correctedAt: Samples.day + 9)
      try await store.correct(none, result: try Samples.classification([Samples.judgement(.polka)]))
      #expect(try await store.correction(of: id) == nil)
      #expect(try await store.track(id)?.derived?.tempoBpm == 112.5)
      #expect(try await store.styles(of: id).names == "*Vals Polka", "the word on the dance stays")
      #expect(try await store.problems().isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases) func theTempoOfAConfirmedStyleFollows(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record())
      try await store.confirm(.init(trackID: id, danceStyle: .polska, person: "Ann", confirmedAt: Samples.day))
      var judged = Samples.judgement(.polska)
      judged.effectiveBpm = 225
      judged.tempoCategory = "Väldigt snabbt"
      try await store.correct(
        correction(id, .double), result: try Samples.classification([judged], tempo: 225))
      var style = try #require(try await store.styles(of: id).first)
      #expect(style.effectiveBpm == 225 && style.tempoCategory == "Väldigt snabbt")
      #expect(style.isUserConfirmed && style.confidence == 1)
      // Without a judgement on that dance its own multiplier tells.
      try await store.correct(
        correction(id, .half, after: 5), result: try Samples.classification([Samples.judgement(.snoa)], tempo: 56.25))
      style = try #require(try await store.styles(of: id).first)
      #expect(style.danceStyle == .polska && style.effectiveBpm == 56.25 && style.tempoCategory == nil)
    }
  }

  @Test(arguments: StoreKind.allCases) func aRefusedWordLeavesEverythingAsItWas(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record())
      for person in ["Ann", "Bo"] {
        try await store.confirm(.init(trackID: id, danceStyle: .polska, person: person, confirmedAt: Samples.day))
      }
      let (track, styles) = (try await store.track(id), try await store.styles(of: id))
      await #expect(throws: StoreError.styleLocked(track: id, style: .polska)) {
        try await store.correct(
          correction(id, .half), result: try Samples.classification([Samples.judgement(.vals)], tempo: 50),
          confirming: StyleConfirmation(trackID: id, danceStyle: .vals, person: "Cai", confirmedAt: Samples.day))
      }
      #expect(try await store.correction(of: id) == nil)
      #expect(try await store.track(id) == track)
      #expect(try await store.styles(of: id) == styles)
      let missing = TrackID()
      await #expect(throws: StoreError.trackNotFound(missing)) {
        try await store.correct(correction(missing, .half), result: try Samples.classification([]))
      }
    }
  }

  @Test(arguments: StoreKind.allCases) func whatRestsOnSomethingOldIsNotWritten(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record())
      let read = try #require(try await store.analyses(sourceTypes: types, of: [id]).analyses.first)
      let hambo = try Samples.classification([Samples.judgement(.hambo)], tempo: 99)
      try await store.correct(correction(id, .half), result: try Samples.classification([], tempo: 56.25))
      #expect(try await store.update([.init(trackID: id, result: hambo, basis: read.basis)], at: Samples.day) == [id])
      #expect(try await store.track(id)?.derived?.tempoBpm == 56.25)

      let corrected = try #require(try await store.analyses(sourceTypes: types, of: [id]).analyses.first)
      await #expect(throws: StoreError.outdated(id)) {
        try await store.correct(
          correction(id, .double, after: 9), result: hambo, confirming: nil, basis: read.basis)
      }
      #expect(try await store.update([.init(trackID: id, result: hambo, basis: corrected.basis)], at: Samples.day).isEmpty)
      #expect(try await store.track(id)?.derived?.tempoBpm == 99)

      // A new analysis must know of the correction, and then outdates what was read before.
      var again = try Samples.record(at: Samples.day + 60)
      await #expect(throws: StoreError.outdated(id)) { try await store.save(again) }
      again.correctedAt = Samples.day
      #expect(try await store.save(again) == id)
      #expect(try await store.update([.init(trackID: id, result: hambo, basis: corrected.basis)], at: Samples.day) == [id])
      let gone = try #require(try await store.analyses(sourceTypes: types, of: [id]).analyses.first).basis
      try await store.removeTrack(id)
      #expect(try await store.update([.init(trackID: id, result: hambo, basis: gone)], at: Samples.day) == [id])
    }
  }

  @Test(arguments: StoreKind.allCases) func manyLabelsAreTakenUpAtOnce(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let locked = try await store.save(try Samples.record(path: "/locked.wav"))
      let free = try await store.save(try Samples.record(path: "/free.wav"))
      for person in ["Ann", "Bo"] {
        try await store.confirm(.init(trackID: locked, danceStyle: .polska, person: person, confirmedAt: Samples.day))
      }
      let missing = TrackID()
      let outcomes = try await store.confirm(
        [(locked, DanceStyle.vals), (missing, .vals), (free, .vals), (locked, .polska)].map {
          StyleConfirmation(trackID: $0, danceStyle: $1, person: "Cai", confirmedAt: Samples.day)
        })
      #expect(
        outcomes == [.styleLocked(track: locked, style: .polska), .trackNotFound(missing), nil, nil])
      #expect(try await store.styles(of: free).names == "*Vals Polska Slängpolska")
      #expect(try await store.styles(of: locked)[0].confirmationCount == 3)
    }
  }
}
