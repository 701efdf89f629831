import Foundation
import NeckenML
import TestSupport
import Testing

/// Ctrl-C in the middle of bulk work: it ends cleanly, keeps what is done, and goes on from there.
@Suite struct InterruptTests {
  private static let tracks = 3000
  private static let attempts = 10

  @Test(arguments: [SIGINT, SIGTERM]) func reclassificationThatIsEndedGoesOn(signal: Int32) async throws {
    try await WorkFolder.with { folder in
      let database = folder.path + "/many.sqlite"
      try folder.writeClicks("m/a.wav", meter: .three, bpm: 110, bars: 8)
      #expect(try folder.run("analyze", "--no-embedding", "--save", "--database", database, "m").status == 0)
      let store = try await StoreLocation(database).open(.existing)
      try await CopiedTracks(store: store).make(Self.tracks, of: folder.path + "/m/a.wav")

      // The pause is sought that ends it at work, with a part written and a part not.
      var pause = 0.3
      var examined = 0
      for attempt in 0..<Self.attempts where !(1...Self.tracks).contains(examined) {
        let parameters = #"{"version": 1, "heuristics": {"maximum_confidence": 0.\#(attempt % 2 + 3)}}"#
        try folder.write(Data(parameters.utf8), to: "p.json")
        let work = ["reclassify", "--resume", "--jobs", "1", "--json", "--parameters", "p.json", "--database", database]
        let ended = try end(work, after: pause, by: signal, in: folder)
        let resumed = try Program.run(work, in: folder.path)
        #expect(resumed.status == 0, "\(resumed.errors)")
        examined = ended ? try self.examined(resumed) : 0
        pause *= ended ? 1.4 : 0.7
      }
      #expect((1...Self.tracks).contains(examined), "ended at work, and gone on with the rest alone")
      let whole = try folder.run("reclassify", "--json", "--parameters", "p.json", "--database", database)
      #expect(whole.output.contains(#""examined":\#(Self.tracks + 1),"changed":0"#), "\(whole.output)")
    }
  }

  /// Whether it was at work when the signal came.
  private func end(
    _ arguments: [String], after seconds: Double, by signal: Int32, in folder: WorkFolder
  ) throws -> Bool {
    let result = try Program.run(arguments, in: folder.path) { process in
      usleep(UInt32(seconds * 1_000_000))
      kill(process.processIdentifier, signal)
    }
    #expect(result.reason == .exit)
    #expect(result.status == 0 || result.status == 130 && result.errors.contains("stopping"), "\(result.errors)")
    #expect(try folder.run("db", "check", "--database", arguments[arguments.count - 1]).status == 0)
    return result.status == 130
  }

  private func examined(_ result: Program.Result) throws -> Int {
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    return try #require(object?["examined"] as? Int)
  }
}
