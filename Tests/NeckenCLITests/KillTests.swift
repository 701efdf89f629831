import Foundation
import NeckenCore
import NeckenML
import TestSupport
import Testing

/// Kill -9 at random moments: what was saved is whole, what was confirmed stays, and what was begun can be
/// finished. `make soak` runs a thousand kills; the suite a few.
@Suite(.serialized) struct KillTests {
  private static let kills = ProcessInfo.processInfo.environment["NECKENML_SOAK_KILLS"].flatMap { Int($0) } ?? 50

  @Test func sqliteSurvives() async throws {
    try await WorkFolder.with { folder in
      try await KillRun(folder: folder, database: folder.path + "/kill.sqlite", seed: 1).run(kills: Self.kills)
    }
  }

  @Test func postgresSurvives() async throws {
    let server = try PostgresServer.shared.get()
    try await server.withDatabase { name in
      try await WorkFolder.with { folder in
        try await KillRun(folder: folder, database: server.url(name), seed: 2).run(kills: Self.kills)
      }
    }
  }
}

/// One database, and programs that are killed while they write it.
struct KillRun {
  private static let storedTracks = 150
  private static let person = "Ann"
  private static let longestPauseMicroseconds: UInt64 = 5_000_000

  private enum Work: CaseIterable { case analyze, reclassify, correct }

  let folder: WorkFolder
  let database: String
  let seed: UInt64

  func run(kills: Int) async throws {
    let store = try await prepare()
    let confirmed = try await confirmedStyles(store)
    #expect(confirmed.count == Self.storedTracks / 10)
    var generator = SeededGenerator(seed: seed)
    // How long each takes when nobody ends it: kills fall anywhere in that time.
    let durations = try Work.allCases.map { work in
      let start = ContinuousClock.now
      let result = try Program.run(arguments(work, round: 0), in: folder.path)
      #expect(result.status == 0, "\(work): \(result.errors)")
      return (ContinuousClock.now - start) / .microseconds(1)
    }
    var ended = 0
    for round in 0..<kills {
      let index = round % Work.allCases.count
      let process = try Program.process(arguments(Work.allCases[index], round: round), in: folder.path)
      try process.run()
      let longest = min(Self.longestPauseMicroseconds, UInt64(durations[index] * 1.05) + 1)
      usleep(UInt32(UInt64.random(in: 0..<longest, using: &generator)))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      ended += process.terminationReason == .uncaughtSignal ? 1 : 0
      try await check(store, confirmed: confirmed, "kill \(round) during \(Work.allCases[index])")
    }
    #expect(ended > kills / 5, "enough were killed at work: \(ended) of \(kills)")
    try await finish(store, confirmed: confirmed)
  }

  private func arguments(_ work: Work, round: Int) -> [String] {
    switch work {
    case .analyze: ["analyze", "--no-embedding", "--save", "--jobs", "2", "--database", database, "m"]
    case .reclassify:
      ["reclassify", "--resume", "--parameters", "\(round / 2 % 2).json", "--jobs", "2", "--database", database]
    case .correct:
      [
        "correct", "--database", database, "--person", Self.person, "--tempo", round % 2 == 0 ? "half" : "none",
        "--bar-shift", "\(round % 3)",
      ] + (0..<20).map { "/stored/\($0).wav" }
    }
  }

  /// Three recordings to be analysed again and again, and many tracks with the same artifacts under other names.
  private func prepare() async throws -> any TrackStore {
    for index in 0..<3 {
      try folder.writeClicks("m/\(index).wav", meter: index == 1 ? .two : .three, bpm: 100 + Double(index) * 12, bars: 8)
      try folder.writeClicks("rest/\(index).wav", meter: .three, bpm: 150 + Double(index), bars: 8)
    }
    try folder.write(Data(#"{"version": 1}"#.utf8), to: "0.json")
    try folder.write(Data(#"{"version": 1, "heuristics": {"maximum_confidence": 0.3}}"#.utf8), to: "1.json")
    #expect(try folder.run("analyze", "--no-embedding", "--save", "--database", database, "m").status == 0)
    let store = try await StoreLocation(database).open(.existing)
    try await CopiedTracks(store: store).make(
      Self.storedTracks, of: folder.path + "/m/0.wav", confirmedBy: Self.person)
    return store
  }

  private func confirmedStyles(_ store: any TrackStore) async throws -> [TrackID: DanceStyle] {
    var styles: [TrackID: DanceStyle] = [:]
    try await store.forEachTrackIDPage(.confirmed) { ids in
      for id in ids { styles[id] = try await store.styles(of: id).first { $0.isPrimary && $0.isUserConfirmed }?.danceStyle }
    }
    return styles
  }

  /// Everything that is derived is derived from the very artifacts and correction that lie beside it.
  private func check(_ store: any TrackStore, confirmed: [TrackID: DanceStyle], _ moment: String) async throws {
    #expect(try await store.problems().isEmpty, "\(moment)")
    #expect(try await confirmedStyles(store) == confirmed, "\(moment)")
    var count = 0
    try await store.forEachAnalysisPage { page in
      #expect(page.unreadable.isEmpty, "\(moment)")
      count += page.analyses.count
      for item in page.analyses {
        let options = ReanalysisOptions(
          beatsPerBar: item.correction?.beatsPerBar, tempoCorrection: item.correction?.tempoCorrection ?? .none,
          barShift: item.correction?.barShift ?? 0)
        let features = try Reanalysis().derive(ArtifactReader.read(item.source.rawData), options: options)
        let track = try #require(try await store.track(item.trackID))
        #expect(track.derived == TrackColumns(features), "\(moment): \(item.name)")
        let primaries = try await store.styles(of: item.trackID).filter(\.isPrimary)
        #expect(primaries.count == 1, "\(moment): \(item.name)")
        #expect(primaries.first?.embedding == features.vector.values.map { Float($0) }, "\(moment): \(item.name)")
      }
    }
    #expect(count == Self.storedTracks + 3, "\(moment)")
  }

  /// What was begun is finished by running it again.
  private func finish(_ store: any TrackStore, confirmed: [TrackID: DanceStyle]) async throws {
    for parameters in ["0.json", "1.json"] {
      let result = try folder.run("reclassify", "--resume", "--parameters", parameters, "--database", database)
      #expect(result.status == 0, "\(result.errors)")
    }
    let whole = try folder.run("reclassify", "--json", "--parameters", "1.json", "--database", database)
    #expect(whole.output.contains(#""examined":\#(Self.storedTracks + 3),"changed":0"#), "\(whole.output)")
    #expect(try folder.run("analyze", "--no-embedding", "--resume", "--database", database, "m", "rest").status == 0)
    #expect(try await store.count(.all) == Self.storedTracks + 6)
    let check = try folder.run("db", "check", "--database", database)
    #expect(check.status == 0, "\(check.output)")
    #expect(try await confirmedStyles(store) == confirmed)
  }
}
