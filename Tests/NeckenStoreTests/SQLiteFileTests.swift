import Foundation
import GRDB
import NeckenCore
import NeckenStore
import TestSupport
import Testing

/// What can befall the file: damage, locks, no space, other versions, other people's columns.
@Suite struct SQLiteFileTests {
  private func fileError(_ body: () async throws -> Void) async -> StoreError? {
    do {
      try await body()
      return nil
    } catch { return error as? StoreError }
  }

  @Test func whatIsSavedIsThereAfterReopening() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/new/folder/store.sqlite"
      let id = try await SQLiteTrackStore(path: path).save(try Samples.record())
      let again = try SQLiteTrackStore(path: path)
      #expect(try await again.track(id)?.title == "Polska efter Byss-Calle")
      #expect(try await again.problems().isEmpty)
    }
  }

  @Test("Times are written as numbers describe themselves, so that other programs read the same")
  func timesAsText() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/store.sqlite"
      var generator = SeededGenerator(seed: 7)
      var record = try Samples.record()
      record.result.columns.bars =
        [0, 0.001, 0.5, 1, 1.05, 9.999, 10, 12.34, 59.9995, 3600.001, 1e9, 1e22, -2.5]
        + (0..<500).map { _ in Double(Int.random(in: 0...7_200_000, using: &generator)) / 1000 }
        + (0..<100).map { _ in Double.random(in: 0...7200, using: &generator) }
      _ = try await SQLiteTrackStore(path: path).save(record)
      let text = try await DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "SELECT bars FROM tracks") }
      #expect(text == "[" + record.result.columns.bars.map(\.description).joined(separator: ",") + "]")
    }
  }

  /// As programs that are started together do.
  @Test(arguments: 1...20) func manyMakeOneFileTogether(round: Int) async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/store.sqlite"
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<8 {
          group.addTask {
            let store = try SQLiteTrackStore(path: path)
            try await store.save(try Samples.record(path: "/\(round)-\(index).wav"))
          }
        }
        try await group.waitForAll()
      }
      let store = try SQLiteTrackStore(path: path)
      #expect(try await store.summary().trackCount == 8)
      #expect(try await store.problems().isEmpty)
    }
  }

  @Test func aFileThatIsNoDatabaseIsRefusedAndLeftAlone() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/notes.txt"
      let text = String(repeating: "this is not a database\n", count: 200)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      let error = await fileError { _ = try SQLiteTrackStore(path: path) }
      guard case .corrupt(path, _) = error else {
        Issue.record("expected corrupt, got \(String(describing: error))")
        return
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
  }

  @Test func damagedPagesAreReported() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/store.sqlite"
      do {
        let store = try SQLiteTrackStore(path: path)
        for index in 0..<200 { try await store.save(try Samples.record(path: "/\(index).wav")) }
      }
      try await DatabaseQueue(path: path).writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      let file = try #require(FileHandle(forUpdatingAtPath: path))
      let size = try file.seekToEnd()
      for page in stride(from: UInt64(4096 * 8), to: size, by: 4096 * 3) {
        try file.seek(toOffset: page)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
      }
      try file.close()

      let reported = await fileError {
        let store = try SQLiteTrackStore(path: path)
        if try await store.problems().isEmpty { Issue.record("damage went unnoticed") }
        try await store.forEachAnalysisPage { _ in }
      }
      guard case .corrupt = reported else {
        Issue.record("expected corrupt, got \(String(describing: reported))")
        return
      }
    }
  }

  @Test func aLockHeldTooLongIsNamed() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/store.sqlite"
      var configuration = SQLiteTrackStore.Configuration()
      configuration.busyTimeoutSeconds = 0.1
      let store = try SQLiteTrackStore(path: path, configuration: configuration)
      let id = try await store.save(try Samples.record())
      var holding = Configuration()
      holding.allowsUnsafeTransactions = true
      let rival = try DatabaseQueue(path: path, configuration: holding)
      try await rival.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
      let error = await fileError { try await store.save(try Samples.record(path: "/b.wav")) }
      #expect(error == .locked(store: path))
      #expect(try await store.track(id) != nil, "reading goes on")
      try await rival.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
      try await store.save(try Samples.record(path: "/b.wav"))
      #expect(try await store.summary().trackCount == 2)
    }
  }

  @Test func aShortLockIsWaitedFor() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/store.sqlite"
      let stores = try [SQLiteTrackStore(path: path), SQLiteTrackStore(path: path)]
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, store) in stores.enumerated() {
          group.addTask {
            for track in 0..<50 { try await store.save(try Samples.record(path: "/\(index)/\(track).wav")) }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await stores[0].summary().trackCount == 100)
      #expect(try await stores[1].problems().isEmpty)
    }
  }

  @Test func aFullDiskLeavesWhatWasSaved() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/store.sqlite"
      var configuration = SQLiteTrackStore.Configuration()
      configuration.maximumPageCount = 60
      let store = try SQLiteTrackStore(path: path, configuration: configuration)
      var saved = 0
      let error = await fileError {
        for index in 0..<200 {
          let json = #"{"filler":""# + String(repeating: "x", count: 6000) + #""}"#
          try await store.save(try Samples.record(path: "/\(index).wav", json: json))
          saved += 1
        }
      }
      #expect(error == .diskFull(store: path))
      #expect(saved > 5)
      #expect(try await store.summary().trackCount == saved)
      #expect(try await store.summary().analysedTrackCount == saved)
      #expect(try await store.problems().isEmpty)
      let roomier = try SQLiteTrackStore(path: path)
      try await roomier.save(try Samples.record(path: "/\(saved).wav"))
      #expect(try await roomier.summary().trackCount == saved + 1)
    }
  }

  @Test func aLaterLayoutIsRefused() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/store.sqlite"
      _ = try SQLiteTrackStore(path: path)
      try await DatabaseQueue(path: path).write {
        try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('neckenml-12')")
      }
      let error = await fileError { _ = try SQLiteTrackStore(path: path) }
      #expect(error == .newerSchema(store: path, found: "neckenml-12", known: StoreSchema.currentVersion))
      #expect(error?.description.contains("update neckenml") == true)
    }
  }

  @Test func usersColumnsKeepTheirValues() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/store.sqlite"
      let id = try await SQLiteTrackStore(path: path).save(try Samples.record())
      let queue = try DatabaseQueue(path: path)
      try await queue.write { database in
        for table in ["tracks", "analysis_sources", "track_dance_styles"] {
          try database.execute(sql: "ALTER TABLE \(table) ADD COLUMN my_note TEXT DEFAULT 'none'")
          try database.execute(sql: "UPDATE \(table) SET my_note = 'mine'")
        }
      }
      let store = try SQLiteTrackStore(path: path)
      try await store.save(try Samples.record(json: #"{"new":1}"#, hash: "cc", [Samples.judgement(.polska, 0.9)]))
      try await store.confirm(.init(trackID: id, danceStyle: .polska, person: "Ann", confirmedAt: Samples.day))
      for table in ["tracks", "analysis_sources", "track_dance_styles"] {
        let notes = try await queue.read { try String.fetchAll($0, sql: "SELECT my_note FROM \(table)") }
        #expect(notes == ["mine"], "\(table)")
      }
    }
  }

  @Test func readingNeedsNoRightToWrite() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/store.sqlite"
      try await SQLiteTrackStore(path: path).save(try Samples.record())
      var configuration = SQLiteTrackStore.Configuration()
      configuration.isReadOnly = true
      let store = try SQLiteTrackStore(path: path, configuration: configuration)
      #expect(try await store.summary().trackCount == 1)
      let error = await fileError { try await store.save(try Samples.record()) }
      #expect(error == .readOnly(store: path))
      let missing = await fileError {
        _ = try SQLiteTrackStore(path: folder + "/absent.sqlite", configuration: configuration)
      }
      guard case .cannotOpen = missing else {
        Issue.record("expected cannotOpen, got \(String(describing: missing))")
        return
      }
    }
  }

  @Test func rowsThatBreakTheRulesAreFound() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/store.sqlite"
      let store = try SQLiteTrackStore(path: path)
      let id = try await store.save(try Samples.record())
      for sql in [
        "UPDATE track_dance_styles SET is_primary = 1", "UPDATE analysis_sources SET raw_data = '{\"a\":'",
        "UPDATE tracks SET analysis_version = NULL",
        "UPDATE track_dance_styles SET embedding = x'0102' WHERE dance_style = 'Polska'",
        "UPDATE track_dance_styles SET confirmation_count = -1 WHERE dance_style = 'Polska'",
      ] {
        let before = try await store.problems().count
        try await DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        let problems = try await store.problems()
        #expect(problems.count == before + 1, "\(sql)")
        #expect(problems.allSatisfy { $0.contains(id.rawValue) })
      }
    }
  }

  @Test func aColumnOfAnotherTypeIsAnErrorAndNoCrash() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/store.sqlite"
      let store = try SQLiteTrackStore(path: path)
      let id = try await store.save(try Samples.record())
      try await DatabaseQueue(path: path).write {
        try $0.execute(sql: "UPDATE tracks SET tempo_bpm = 'brisk', bars = 'none'")
      }
      let error = await fileError { _ = try await store.track(id) }
      guard case .invalidRow = error else {
        Issue.record("expected invalidRow, got \(String(describing: error))")
        return
      }
    }
  }

  @Test func timesAreKeptToTheMillisecondInAnyYear() async throws {
    try await withTemporaryFolder { folder in
      let store = try SQLiteTrackStore(path: folder + "/store.sqlite")
      // 2024-02-29 23:59:59.999, 1969-12-31 23:59:59.5, 1900-03-01, 2100-02-28, 2000-02-29, 1970-01-01.
      let seconds = [1_709_251_199.999, -0.5, -2_203_891_200, 4_107_456_000, 951_782_400, 0]
      for date in seconds.map({ Date(timeIntervalSince1970: $0) }) {
        let track = Track(title: "then", createdAt: date)
        try await store.save(track)
        let read = try #require(try await store.track(track.id)).createdAt
        #expect(abs(read.timeIntervalSince(date)) < 1e-4)
      }
      let texts = try await DatabaseQueue(path: folder + "/store.sqlite").read {
        try String.fetchAll($0, sql: "SELECT datetime(created_at) FROM tracks ORDER BY created_at")
      }
      #expect(texts.contains("2024-02-29 23:59:59") && texts.first == "1900-03-01 00:00:00")
    }
  }

  @Test func aCancelledSaveLeavesNothingHalfWritten() async throws {
    try await withTemporaryFolder { folder in
      let store = try SQLiteTrackStore(path: folder + "/store.sqlite")
      for round in 0..<20 {
        let task = Task { try await store.save(try Samples.record(path: "/\(round).wav")) }
        task.cancel()
        _ = await task.result
      }
      let summary = try await store.summary()
      #expect(summary.trackCount == summary.analysedTrackCount)
      #expect(try await store.problems().isEmpty)
    }
  }
}
