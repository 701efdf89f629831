import Foundation
import NeckenCore
import NeckenStore
import Testing

/// What a person has confirmed is never overwritten, on any store.
@Suite struct ConfirmationConformanceTests {
  private func word(_ id: TrackID, _ style: DanceStyle, _ person: String, after seconds: Double = 0)
    -> StyleConfirmation
  {
    StyleConfirmation(
      trackID: id, danceStyle: style, person: person, confirmedAt: Samples.day + seconds)
  }

  @Test(arguments: StoreKind.allCases) func aConfirmedStyleSurvivesReanalysis(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record())
      try await store.confirm(
        .init(trackID: id, danceStyle: .slangpolska, subStyle: "Uppland", person: "Ann", confirmedAt: Samples.day))
      let confirmed = try #require(try await store.styles(of: id).first)
      #expect(confirmed.isPrimary && confirmed.isUserConfirmed)
      #expect(confirmed.confidence == 1)
      #expect(confirmed.confirmationCount == 1)
      #expect(confirmed.classificationSource == .user)
      #expect(confirmed.embedding?.count == FeatureVector.count, "the vector goes with the primary")

      try await store.save(
        try Samples.record([Samples.judgement(.hambo, 0.99), Samples.judgement(.slangpolska, 0.2, kind: .secondary)]))
      try await store.update(
        [.init(trackID: id, result: try Samples.classification([Samples.judgement(.polka, 0.97)]))],
        at: Samples.day)
      let after = try await store.styles(of: id)
      #expect(after.names == "*Slängpolska Polka")
      #expect(after[0] == confirmed)
    }
  }

  @Test(arguments: StoreKind.allCases) func twoPeopleLockAStyle(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record())
      try await store.confirm(word(id, .polska, "Ann"))
      try await store.confirm(word(id, .polska, "Ann", after: 1))
      #expect(try await store.styles(of: id)[0].confirmationCount == 1, "one person counts once")
      #expect(try await !store.styles(of: id)[0].isLocked)

      try await store.confirm(word(id, .polska, "Bo", after: 2))
      #expect(try await store.styles(of: id)[0].isLocked)
      let locked = try await store.styles(of: id)
      await #expect(throws: StoreError.styleLocked(track: id, style: .polska)) {
        try await store.confirm(word(id, .hambo, "Cai", after: 3))
      }
      #expect(try await store.styles(of: id) == locked)
      try await store.confirm(word(id, .polska, "Cai", after: 4))
      #expect(try await store.styles(of: id)[0].confirmationCount == 3)
    }
  }

  @Test(arguments: StoreKind.allCases) func thoseWhoConfirmedCanChangeTheirWord(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record())
      try await store.confirm(word(id, .polska, "Ann"))
      try await store.confirm(word(id, .polska, "Bo", after: 1))
      try await store.confirm(word(id, .hambo, "Bo", after: 2))
      // One voice each: the latest word leads.
      #expect(try await store.styles(of: id).names == "*Hambo Polska Slängpolska")
      try await store.confirm(word(id, .hambo, "Ann", after: 3))
      let styles = try await store.styles(of: id)
      #expect(styles.names == "*Hambo Slängpolska", "nobody stands behind Polska any more")
      #expect(styles[0].isLocked)
      #expect(try await store.problems().isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases) func aTempoIsFilledInButNotChanged(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = try await store.save(try Samples.record([Samples.judgement(.polska)]))
      try await store.confirm(word(id, .hambo, "Ann"))
      #expect(try await store.styles(of: id)[0].effectiveBpm == nil)
      var first = Samples.judgement(.hambo)
      first.effectiveBpm = 104
      var second = first
      second.effectiveBpm = 208
      for judgement in [first, second] {
        try await store.update(
          [.init(trackID: id, result: try Samples.classification([judgement]))], at: Samples.day)
      }
      #expect(try await store.styles(of: id)[0].effectiveBpm == 104)
    }
  }

  @Test(arguments: StoreKind.allCases) func aMissingTrackCannotBeConfirmed(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let id = TrackID()
      await #expect(throws: StoreError.trackNotFound(id)) { try await store.confirm(word(id, .polska, "Ann")) }
    }
  }
}
