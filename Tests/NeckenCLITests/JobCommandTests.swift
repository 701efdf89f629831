import Foundation
import NeckenCore
import TestSupport
import Testing

/// Work over a saved collection, as a user does it.
@Suite struct JobCommandTests {
  private static let database = ["--database", "my.sqlite"]

  private func run(_ folder: WorkFolder, _ arguments: String...) throws -> Program.Result {
    try Program.run(arguments + Self.database, in: folder.path, environment: ["USER": "Ann"])
  }

  private func objects(_ result: Program.Result) throws -> [[String: Any]] {
    try result.lines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  /// A waltz and a tune in four, saved.
  private func prepare(_ folder: WorkFolder) throws {
    try folder.writeClicks("m/a.wav", meter: .three, bpm: 160, bars: 12)
    try folder.writeClicks("m/b.wav", meter: .four, bpm: 120, bars: 12)
    #expect(try run(folder, "analyze", "--no-embedding", "--save", "m").status == 0)
  }

  @Test func aCorrectionIsSeenAtOnceAndOutlivesEverything() throws {
    try WorkFolder.with { folder in
      try prepare(folder)
      let tracked = try #require(try objects(run(folder, "export", "--json")).first { $0["title"] as? String == "a" })
      let corrected = try objects(
        run(folder, "correct", "m/a.wav", "--tempo", "half", "--bar-shift", "1", "--dance", "hambo", "--json"))
      let track = try #require(corrected.first)
      let tempo = try #require(tracked["tempo_bpm"] as? Double)
      #expect(abs((track["tempo_bpm"] as? Double ?? 0) * 2 - tempo) < 0.5)
      #expect((track["bars"] as? [Double])?.first != (tracked["bars"] as? [Double])?.first)
      let style = try #require((track["styles"] as? [[String: Any]])?.first)
      #expect(style["dance_style"] as? String == "Hambo")
      #expect(style["is_user_confirmed"] as? Bool == true)
      for arguments in [["reclassify"], ["analyze", "--no-embedding", "--save", "m"]] {
        #expect(try Program.run(arguments + Self.database, in: folder.path).status == 0)
        let now = try #require(try objects(run(folder, "export", "--json")).first { $0["title"] as? String == "a" })
        #expect(now["tempo_bpm"] as? Double == track["tempo_bpm"] as? Double)
        #expect((now["correction"] as? [String: Any])?["tempo_correction"] as? String == "half")
      }
      let undone = try #require(try objects(run(folder, "correct", "m/a.wav", "--undo", "--json")).first)
      #expect(undone["tempo_bpm"] as? Double == tempo)
      #expect(undone["correction"] is NSNull)
    }
  }

  @Test func eachTrackThatCannotBeEditedIsNamed() throws {
    try WorkFolder.with { folder in
      try prepare(folder)
      let result = try run(folder, "confirm", "m/gone.wav", "m/a.wav", "nonsense", "--dance", "vals")
      #expect(result.status == 1)
      #expect(result.lines.count == 1 && result.lines[0].hasPrefix("m/a.wav: Vals, confirmed by 1"))
      #expect(result.errors.contains("m/gone.wav: there is no track") && result.errors.contains("nonsense: "))
      for arguments in [
        ["correct", "m/a.wav"], ["correct", "m/a.wav", "--undo", "--bar-shift", "1"],
        ["correct", "m/a.wav", "--beats-per-bar", "13"], ["confirm", "m/a.wav", "--person", ""],
        ["correct", "m/a.wav", "--tempo", "third"], ["labels", "export", "--sure", "2"],
      ] {
        #expect(try Program.run(arguments + Self.database, in: folder.path).status == 2, "\(arguments)")
      }
      #expect(try Program.run(["confirm", "--database", "none.sqlite", "a"], in: folder.path, environment: ["USER": "Ann"])
        .errors.contains("there is no such file"))
    }
  }

  @Test func labelsGoOutAndIn() throws {
    try WorkFolder.with { folder in
      try prepare(folder)
      #expect(try run(folder, "confirm", "m/a.wav", "--dance", "Hambo").status == 0)
      let table = try run(folder, "labels", "export")
      #expect(table.lines.count == 2)
      let extra = table.output.replacing(",Hambo,", with: ",Vals,") + "no-such-track,,,,Polka,,,\n"
      try folder.write(Data(extra.utf8), to: "labels.csv")
      let result = try run(folder, "labels", "import", "labels.csv", "--person", "Bo")
      #expect(result.status == 1)
      #expect(result.output == "1 label taken, 1 row not\n")
      #expect(result.errors == "neckenml: labels.csv: row 3: the database has no track no-such-track\n")
      // One voice each: the latest word counts.
      #expect(try run(folder, "labels", "export").output.contains(",Vals,"))
      #expect(try run(folder, "labels", "import", "gone.csv").status == 1)
    }
  }

  @Test func keywordsAreEditedAndPutToUse() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("m/Krokodillåten.wav", meter: .three, bpm: 110, bars: 12)
      #expect(try run(folder, "analyze", "--no-embedding", "--save", "m").status == 0)
      #expect(try run(folder, "keywords", "add", "KROKODILLA\u{30A}TEN", "--dance", "schottis").status == 0)
      #expect(try run(folder, "keywords").lines.last?.hasPrefix("krokodillåten  Schottis") == true)
      #expect(try run(folder, "reclassify").output.contains("1 changed"))
      #expect(try run(folder, "export").output.contains(",Schottis,"))

      let trial = try run(folder, "keywords", "try", "Den polska flickan", "Bingsjöpolska", "Hambo")
      #expect(trial.lines == ["Den polska flickan: Unknown", "Bingsjöpolska: Polska (Bingsjöpolska)", "Hambo: Hambo"])
      #expect(try run(folder, "keywords", "remove", "Hambo", "krokodillåten").status == 0)
      #expect(try run(folder, "keywords", "try", "Hambo").lines == ["Hambo: Unknown"])
      #expect(try run(folder, "keywords", "list", "--all").lines.contains { $0.hasPrefix("hambo ") && $0.hasSuffix("switched off") })
      #expect(try run(folder, "keywords", "remove", "hambo").status == 0)
      #expect(try run(folder, "keywords", "try", "Hambo").lines == ["Hambo: Hambo"])
      #expect(try run(folder, "keywords", "remove", "krokodil").errors.contains("there is no such word"))
    }
  }

  @Test func refreshFindsWhatChanged() throws {
    try WorkFolder.with { folder in
      try prepare(folder)
      #expect(try run(folder, "refresh", "--no-embedding").output == "0 analysed anew, 2 unchanged, 0 failed\n")
      try folder.writeClicks("m/a.wav", meter: .three, bpm: 140, bars: 12)
      try FileManager.default.removeItem(atPath: folder.path + "/m/b.wav")
      let result = try run(folder, "refresh", "--no-embedding", "--json")
      #expect(result.status == 1)
      #expect(result.errors.contains("m/b.wav: there is no such file"))
      let summary = try #require(try objects(result).first)
      #expect(summary["analysed"] as? Int == 1 && summary["missing"] as? Int == 1)
      #expect(try objects(run(folder, "export", "--json")).count == 2)
    }
  }

  @Test func tracksWithoutArtifactsAreFilledInFromTheirIDs() throws {
    try WorkFolder.with { folder in
      try prepare(folder)
      try folder.writeClicks("audio/extern-1.wav", meter: .three, bpm: 110, bars: 12)
      // A row as another program writes it.
      try Program.sqlite(
        folder.path + "/my.sqlite",
        "INSERT INTO tracks (id, title, created_at) VALUES ('extern-1', 'Polska', '2026-01-01 00:00:00.000')")
      let lost = try run(folder, "backfill", "--no-embedding")
      #expect(lost.status == 1)
      #expect(lost.errors.contains("extern-1") && lost.errors.contains("does not say where"))
      let filled = try run(folder, "backfill", "--no-embedding", "--audio", "audio/{id}.wav", "--json")
      #expect(filled.status == 0, "\(filled.errors)")
      #expect(try objects(filled).first?["analysed"] as? Int == 1)
      #expect(try run(folder, "backfill", "--no-embedding").output == "0 analysed, 0 failed\n", "nothing is left")
      let rows = try objects(run(folder, "export", "--json"))
      #expect(rows.count == 3)
      #expect(rows.first { $0["track_id"] as? String == "extern-1" }?["file_path"] is NSNull)
      #expect(try run(folder, "backfill", "--audio", "audio").status == 2)
    }
  }

  @Test func programsShareTheWorkOfAnalysing() throws {
    try WorkFolder.with { folder in
      for index in 10..<30 { try folder.writeClicks("m/\(index).wav", bpm: 100 + Double(index), bars: 8) }
      let arguments = ["analyze", "--no-embedding", "--share", "--jobs", "1", "--json", "m"] + Self.database
      #expect(try run(folder, "keywords", "add", "x", "--dance", "vals").status == 0, "makes the database")
      let processes = try (0..<2).map { index in
        let process = try Program.process(arguments, in: folder.path)
        let file = folder.path + "/out\(index)"
        try Data().write(to: URL(filePath: file))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: file))
        try process.run()
        return process
      }
      processes.forEach { $0.waitUntilExit() }
      #expect(processes.allSatisfy { $0.terminationStatus == 0 })
      let outputs = try (0..<2).map { try String(contentsOfFile: folder.path + "/out\($0)", encoding: .utf8) }
      let names = try outputs.joined().split(separator: "\n").map { line in
        try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])["file"] as? String ?? ""
      }
      #expect(names.sorted() == (10..<30).map { "m/\($0).wav" }, "each once")
      #expect(try run(folder, "db", "check").status == 0)
    }
  }
}
