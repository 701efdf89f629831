import Foundation
import NeckenCore
import NeckenStore
import Synchronization
import TestSupport
import Testing

/// What can befall a server: nobody there, the wrong word at the door, restarts, other versions.
@Suite struct PostgresServerTests {
  private func error(_ body: () async throws -> Void) async -> StoreError? {
    do {
      try await body()
      return nil
    } catch { return error as? StoreError }
  }

  private func configuration(
    _ change: (inout PostgresTrackStore.Configuration) -> Void
  ) -> PostgresTrackStore.Configuration {
    var configuration = PostgresTrackStore.Configuration()
    change(&configuration)
    return configuration
  }

  @Test(arguments: [
    "postgresql://ann:secret@[::1/x", "postgresql://ann:secret@host/x?colour=red",
    "postgresql://ann:sec%zzret@host/x",
  ])
  func anAddressThatIsNoneIsRefused(url: String) async throws {
    let error = await error { _ = try await PostgresTrackStore(url: url) }
    guard case .invalidLocation = error, let error else {
      Issue.record("expected invalidLocation, got \(String(describing: error))")
      return
    }
    #expect(!error.description.contains("secret"))
  }

  /// A server and its watchdog live as long as the tests. Had they the sockets by which Foundation learns that a program
  /// has ended, which another test may be opening as they start, that test would wait for ever.
  @Test func aTestServerHoldsNoneOfTheTestsDescriptors() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let server = try PostgresServer()
    close(ends[1])
    var waiting = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
    let milliseconds: Int32 = 30_000  // programs that other tests start at this moment may hold it as long as they run
    let isHeldByNobody = poll(&waiting, 1, milliseconds) == 1 && waiting.revents & Int16(POLLHUP) != 0
    #expect(isHeldByNobody)
    withExtendedLifetime(server) {}
  }

  @Test func theWrongPasswordIsNamedAndNotShown() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      let store = try await PostgresTrackStore(url: server.url(name, password: PostgresServer.password))
      try await store.save(try Samples.record())
      #expect(!store.name.contains("ord"))
      let url = server.url(name, password: "hemligt")
      let error = await error { _ = try await PostgresTrackStore(url: url) }
      guard case .accessDenied = error, let error else {
        Issue.record("expected accessDenied, got \(String(describing: error))")
        return
      }
      #expect(!error.description.contains("hemligt"))
      #expect(error.description.contains("PGPASSWORD"))
    }
  }

  /// Not waited for as a server is that was there before.
  @Test(.timeLimit(.minutes(3))) func nobodyThereIsSaidAtOnce() async throws {
    let server = try PostgresServer.shared.get()
    let patient = configuration { $0.reconnectTimeoutSeconds = 3600 }
    for url in ["postgresql://ann@127.0.0.1:1/x", "postgresql://ann@/x?host=/nowhere"] {
      guard case .unreachable = await error({ _ = try await PostgresTrackStore(url: url, configuration: patient) })
      else {
        Issue.record("expected unreachable for \(url)")
        return
      }
    }
    guard case .cannotOpen = await error({ _ = try await PostgresTrackStore(url: server.url("absent")) }) else {
      Issue.record("expected cannotOpen for a database that is not there")
      return
    }
  }

  @Test func aLaterLayoutIsRefusedAndAnEarlierOneBroughtUpToDate() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      let url = server.url(name)
      let readOnly = configuration { $0.isReadOnly = true }
      guard case .cannotOpen = await error({ _ = try await PostgresTrackStore(url: url, configuration: readOnly) }) else {
        Issue.record("an empty database cannot be opened for reading")
        return
      }
      let id = try await PostgresTrackStore(url: url).save(try Samples.record())
      try server.sql(
        "UPDATE neckenml_schema SET version = 1; DROP TABLE track_corrections, work_claims, work_owners; "
          + "ALTER TABLE analysis_sources DROP COLUMN audio_modified_at, DROP COLUMN raw_data_text", in: name)
      #expect(
        await error { _ = try await PostgresTrackStore(url: url, configuration: readOnly) }
          == .olderSchema(store: StoreLocation(url).description, found: "1"))
      let store = try await StoreLocation(url).open(.readOnly)
      #expect(try await store.analyses(sourceTypes: [AnalysisSource.neckenSourceType], of: [id]).analyses.count == 1)
      try server.sql("UPDATE neckenml_schema SET version = 12", in: name)
      #expect(
        await error { _ = try await PostgresTrackStore(url: url) }
          == .newerSchema(store: StoreLocation(url).description, found: "12", known: StoreSchema.currentVersion))
    }
  }

  @Test func artifactsThatAnotherProgramChangesAreReadAsTheyAreNow() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      let store = try await PostgresTrackStore(url: server.url(name))
      let id = try await store.save(try Samples.record())
      try server.sql("UPDATE analysis_sources SET raw_data = '{\"new\": [1.50, 2]}'", in: name)
      let page = try await store.analyses(sourceTypes: [AnalysisSource.neckenSourceType], of: [id])
      #expect(page.analyses.map { String(decoding: $0.source.rawData, as: UTF8.self) } == [#"{"new": [1.50, 2]}"#])
      #expect(
        try await store.analysis(of: id, sourceType: AnalysisSource.neckenSourceType)?.rawData
          == page.analyses[0].source.rawData)
    }
  }

  @Test func aColumnOfThatNameThatIsNotOursIsLeftAlone() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      let id = try await PostgresTrackStore(url: server.url(name)).save(try Samples.record())
      try server.sql(
        "ALTER TABLE analysis_sources DROP COLUMN raw_data_text, ADD COLUMN raw_data_text TEXT DEFAULT 'mine'; "
          + "UPDATE neckenml_schema SET version = 2", in: name)
      let store = try await PostgresTrackStore(url: server.url(name))
      let source = try await store.analysis(of: id, sourceType: AnalysisSource.neckenSourceType)
      #expect(try #require(source).rawData.starts(with: Data("{".utf8)))
    }
  }

  @Test func readingNeedsNoRightToWrite() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      try await PostgresTrackStore(url: server.url(name)).save(try Samples.record())
      let store = try await StoreLocation(server.url(name)).open(.readOnly)
      #expect(try await store.summary().trackCount == 1)
      guard case .readOnly = await error({ try await store.save(try Samples.record()) }) else {
        Issue.record("expected readOnly")
        return
      }
    }
  }

  @Test func programsThatStartTogetherMakeTheTablesOnce() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<8 {
          group.addTask {
            let store = try await PostgresTrackStore(url: server.url(name))
            try await store.save(try Samples.record(path: "/\(index % 4).wav"))
          }
        }
        try await group.waitForAll()
      }
      #expect(try await PostgresTrackStore(url: server.url(name)).summary().trackCount == 4)
    }
  }

  @Test func aRowHeldTooLongIsNamed() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      let impatient = configuration { $0.lockTimeoutSeconds = 0.2 }
      let store = try await PostgresTrackStore(url: server.url(name), configuration: impatient)
      let id = try await store.save(try Samples.record())
      let holdEnded = Mutex<String?>(nil)
      let holding = Task.detached {
        var why = "after its minute"
        do { try server.sql("BEGIN; SELECT * FROM tracks FOR UPDATE; SELECT pg_sleep(60)", in: name) } catch { why = "\(error)" }
        holdEnded.withLock { $0 = why }
      }
      let word = StyleConfirmation(trackID: id, danceStyle: .vals, person: "Ann", confirmedAt: Samples.day)
      var refusal: StoreError?
      while refusal == nil, holdEnded.withLock({ $0 }) == nil { refusal = await error { try await store.confirm(word) } }
      #expect(refusal == .locked(store: store.name), "the hold ended: \(holdEnded.withLock { $0 } ?? "not yet")")
      #expect(try await store.track(id) != nil, "reading goes on")
      try server.sql(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()
        """, in: name)
      await holding.value
      try await store.confirm(word)
    }
  }

  @Test func aStatementThatTakesTooLongIsEnded() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      _ = try await PostgresTrackStore(url: server.url(name))
      try server.sql(
        """
        CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NEW; END';
        CREATE TRIGGER dawdle BEFORE INSERT ON analysis_sources FOR EACH ROW EXECUTE FUNCTION dawdle()
        """, in: name)
      let impatient = configuration { $0.statementTimeoutSeconds = 0.3 }
      let store = try await PostgresTrackStore(url: server.url(name), configuration: impatient)
      guard case .timedOut = await error({ try await store.save(try Samples.record()) }) else {
        Issue.record("expected timedOut")
        return
      }
      #expect(try await store.summary().trackCount == 0)
    }
  }

  @Test func aFullDiskLeavesWhatWasSaved() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      let store = try await PostgresTrackStore(url: server.url(name))
      try await store.save(try Samples.record())
      // What the server says when the disk is full, in the middle of an analysis.
      try server.sql(
        """
        CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN RAISE EXCEPTION ''No space left on device'' USING ERRCODE = ''disk_full''; END';
        CREATE TRIGGER full_disk BEFORE INSERT ON track_dance_styles FOR EACH ROW EXECUTE FUNCTION full_disk()
        """, in: name)
      #expect(await error { try await store.save(try Samples.record(path: "/b.wav")) } == .diskFull(store: store.name))
      let summary = try await store.summary()
      #expect(summary.trackCount == 1 && summary.analysedTrackCount == 1)
      #expect(try await store.problems().isEmpty)
    }
  }

  @Test func brokenConnectionsAreMadeAnew() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      let patient = configuration { $0.reconnectTimeoutSeconds = 600 }
      let store = try await PostgresTrackStore(url: server.url(name), configuration: patient)
      let saved = Counter()
      let breaking = Task.detached {
        var broken = -1
        while !Task.isCancelled {
          // Each time something got through: however slow the machine, it comes to an end.
          if saved.count > broken {
            broken = saved.count
            _ = try server.sql(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'")
          }
          try await Task.sleep(for: .milliseconds(5))
        }
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<4 {
          group.addTask {
            for index in 0..<25 {
              try await store.save(try Samples.record(path: "/\(task)/\(index).wav"))
              saved.add()
            }
          }
        }
        try await group.waitForAll()
      }
      breaking.cancel()
      _ = await breaking.result
      let summary = try await store.summary()
      #expect(summary.trackCount == 100 && summary.analysedTrackCount == 100)
      #expect(try await store.problems().isEmpty)
    }
  }

  @Test func aRestartIsWaitedForAndAnEndIsNot() async throws {
    let server = try PostgresServer()
    let patient = try await PostgresTrackStore(
      url: server.url("postgres"), configuration: configuration { $0.reconnectTimeoutSeconds = 300 })
    let hasty = try await PostgresTrackStore(
      url: server.url("postgres"), configuration: configuration { $0.reconnectTimeoutSeconds = 0.5 })
    try await patient.save(try Samples.record(path: "/0.wav"))
    try await hasty.save(try Samples.record(path: "/1.wav"))
    // The tests' server writes its log late, and a crash forgets what was not written.
    try server.sql("CHECKPOINT", in: "postgres")
    try server.stop()
    let lost = await error { try await hasty.save(try Samples.record(path: "/2.wav")) }
    switch lost {
    case .connectionLost, .unreachable: break
    default: Issue.record("expected connectionLost or unreachable, got \(String(describing: lost))")
    }
    async let saved = patient.save(try Samples.record(path: "/3.wav"))
    try await Task.sleep(for: .milliseconds(300))
    try server.start()
    let id = try await saved
    #expect(try await patient.track(id)?.filePath == "/3.wav")
    try await patient.save(try Samples.record(path: "/2.wav"))
    #expect(try await patient.summary().trackCount == 4)
    #expect(try await patient.problems().isEmpty)
  }

  @Test func writersInOppositeOrderDoNotStopEachOther() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      let store = try await PostgresTrackStore(url: server.url(name))
      var ids: [TrackID] = []
      for index in 0..<30 { ids.append(try await store.save(try Samples.record(path: "/\(index).wav"))) }
      let forwards = ids
      try await withThrowingTaskGroup(of: Void.self) { group in
        for round in 0..<12 {
          group.addTask {
            let order = round.isMultiple(of: 2) ? forwards : forwards.reversed()
            let result = try Samples.classification([Samples.judgement(round.isMultiple(of: 3) ? .vals : .hambo)])
            if round < 8 {
              try await store.update(order.map { ClassificationUpdate(trackID: $0, result: result) }, at: Samples.day)
            } else {
              _ = try await store.confirm(
                order.map { StyleConfirmation(trackID: $0, danceStyle: .polska, person: "\(round)", confirmedAt: Samples.day) })
            }
          }
        }
        try await group.waitForAll()
      }
      for id in ids { #expect(try await store.styles(of: id).first?.danceStyle == .polska) }
      #expect(try await store.problems().isEmpty)
    }
  }
}

private final class Counter: Sendable {
  private let value = Mutex(0)

  var count: Int { value.withLock { $0 } }
  func add() { value.withLock { $0 += 1 } }
}
