import Foundation
import NeckenCore
import NeckenStore
import TestSupport
import Testing

/// Work is shared without doing it twice, on any store.
@Suite struct WorkConformanceTests {
  private func share(_ id: String, work: String = "judge anew", lease: Double = 60) -> WorkShare {
    // No machine: only its lease tells whether such an owner is there.
    let owner = WorkOwner(id: id, machine: nil, processID: 1, startTicks: 0)
    return WorkShare(work: work, owner: owner, leaseSeconds: lease)
  }

  private func ids(_ store: any TrackStore, _ count: Int) async throws -> [TrackID] {
    var ids: [TrackID] = []
    for index in 0..<count { ids.append(try await store.save(try Samples.record(path: "/music/\(index).wav"))) }
    return ids.sorted()
  }

  private let analysed = TrackSelection.analysed(sourceTypes: [AnalysisSource.neckenSourceType])

  @Test(arguments: StoreKind.allCases) func whatOneHoldsAnotherDoesNotGet(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let ids = try await ids(store, 5)
      let (ann, bo) = (share("ann"), share("bo"))
      let first = try await store.claimTracks(.all, after: nil, limit: 2, for: ann, at: Samples.day)
      #expect(first == Array(ids[0..<2]))
      let second = try await store.claimTracks(.all, after: nil, limit: 2, for: bo, at: Samples.day)
      #expect(second == Array(ids[2..<4]))
      #expect(
        try await store.claim([ids[0].rawValue, "a path", ids[4].rawValue], for: bo, at: Samples.day)
          == ["a path", ids[4].rawValue])
      #expect(try await store.claimTracks(.all, after: nil, limit: 9, for: ann, at: Samples.day).isEmpty)
      let other = share("ann", work: "other work")
      #expect(try await store.claimTracks(.all, after: ids[2], limit: 9, for: other, at: Samples.day) == Array(ids[3...]))
      #expect(
        try await store.progress(of: "judge anew", at: Samples.day) == WorkProgress(claimed: 6, finished: 0, owners: 2))
      #expect(
        try await store.progress(of: "unheard of", at: Samples.day) == WorkProgress(claimed: 0, finished: 0, owners: 0))
    }
  }

  @Test(arguments: StoreKind.allCases) func whatIsFinishedIsNotGivenOutAgain(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let ids = try await ids(store, 3)
      let (ann, bo) = (share("ann"), share("bo"))
      _ = try await store.claimTracks(.all, after: nil, limit: 2, for: ann, at: Samples.day)
      try await store.finish([ids[0].rawValue], for: ann, at: Samples.day)
      try await store.finish([ids[1].rawValue], for: bo, at: Samples.day)
      try await store.release([ids[1].rawValue], for: bo, at: Samples.day)
      #expect(
        try await store.claimTracks(.all, after: nil, limit: 9, for: bo, at: Samples.day) == [ids[2]],
        "nobody finishes or releases what another holds")
      try await store.release([ids[1].rawValue], for: ann, at: Samples.day)
      #expect(try await store.claimTracks(.all, after: nil, limit: 9, for: bo, at: Samples.day) == [ids[1]])
      #expect(
        try await store.progress(of: ann.work, at: Samples.day) == WorkProgress(claimed: 2, finished: 1, owners: 2))
    }
  }

  @Test(arguments: StoreKind.allCases) func claimsReturnWhenTheLeaseIsOver(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let ids = try await ids(store, 2)
      let (ann, bo) = (share("ann"), share("bo"))
      let claimed = try await store.claimTracks(.all, after: nil, limit: 2, for: ann, at: Samples.day)
      #expect(claimed == ids)
      try await store.finish([ids[0].rawValue], for: ann, at: Samples.day)
      #expect(try await store.renew(ann, at: Samples.day + 50) == [ids[1].rawValue])
      #expect(try await store.claimTracks(.all, after: nil, limit: 2, for: bo, at: Samples.day + 100).isEmpty)
      #expect(try await store.claimTracks(.all, after: nil, limit: 2, for: bo, at: Samples.day + 111) == [ids[1]])
      #expect(try await store.renew(ann, at: Samples.day + 112).isEmpty, "it hears that its claim is lost")
      try await store.finish([ids[1].rawValue], for: ann, at: Samples.day + 112)
      #expect(try await store.renew(bo, at: Samples.day + 112) == [ids[1].rawValue])
    }
  }

  @Test(arguments: StoreKind.allCases) func claimsOfADeadProcessReturnAtOnce(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let ids = try await ids(store, 2)
      let living = WorkOwner.current()
      try #require(living.machine != nil && living.startTicks > 0)
      // The same process number, started at another time: the one that had it is gone.
      let dead = WorkOwner(
        id: "dead", machine: living.machine, processID: living.processID, startTicks: living.startTicks - 1)
      let elsewhere = WorkOwner(
        id: "far", machine: "elsewhere", processID: living.processID, startTicks: living.startTicks - 1)
      for (owner, id) in [(dead, ids[0]), (elsewhere, ids[1])] {
        let share = WorkShare(work: "w", owner: owner, leaseSeconds: 600)
        #expect(try await store.claim([id.rawValue], for: share, at: Samples.day) == [id.rawValue])
      }
      let next = WorkShare(work: "w", owner: living)
      #expect(try await store.claimTracks(.all, after: nil, limit: 2, for: next, at: Samples.day) == [ids[0]])
      // Itself alive by every sign, though it is another owner of the same process.
      let other = WorkShare(work: "w", owner: .current())
      #expect(try await store.claimTracks(.all, after: nil, limit: 2, for: other, at: Samples.day).isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases) func theLastToLeaveForgetsWhatIsFinished(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let ids = try await ids(store, 2)
      let (ann, bo) = (share("ann"), share("bo"))
      func claim(_ share: WorkShare) async throws -> [TrackID] {
        try await store.claimTracks(.all, after: nil, limit: 1, for: share, at: Samples.day)
      }
      #expect(try await claim(ann) == [ids[0]])
      #expect(try await claim(bo) == [ids[1]])
      try await store.finish([ids[0].rawValue], for: ann, at: Samples.day)
      try await store.leave(ann, isComplete: true, at: Samples.day)
      #expect(try await claim(ann).isEmpty, "another is still at it")
      try await store.leave(ann, isComplete: true, at: Samples.day)
      // Interrupted: its open claim returns, the finished stay finished.
      try await store.leave(bo, isComplete: false, at: Samples.day)
      #expect(try await claim(bo) == [ids[1]])
      try await store.finish([ids[1].rawValue], for: bo, at: Samples.day)
      try await store.leave(bo, isComplete: true, at: Samples.day)
      #expect(try await claim(bo) == [ids[0]], "a new run does everything anew")
    }
  }

  @Test(arguments: StoreKind.allCases) func manyOwnersDoEverythingOnce(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let ids = try await ids(store, 60)
      let done = try await withThrowingTaskGroup(of: [TrackID].self) { group in
        for worker in 0..<6 {
          group.addTask {
            let share = share("\(worker)")
            var done: [TrackID] = []
            var cursor: TrackID?
            while true {
              let claimed = try await store.claimTracks(analysed, after: cursor, limit: 3, for: share, at: Samples.day)
              guard let last = claimed.last else { return done }
              try await store.finish(claimed.map(\.rawValue), for: share, at: Samples.day)
              done += claimed
              cursor = last
            }
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(done.count == Set(done).count, "nothing was done twice")
      // A worker that pages past rows another is just claiming leaves none behind for good.
      let rest = try await store.claimTracks(analysed, after: nil, limit: 60, for: share("last"), at: Samples.day)
      #expect((done + rest).sorted() == ids)
    }
  }
}
