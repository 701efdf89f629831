import Foundation
import NeckenML
import TestSupport
import Testing

/// Labels in a table: judged by, learnt from, and asked for.
@Suite struct StyleCommandTests {
  private static let count = 6

  /// Waltzes and polkas as clicks under names that say nothing, analysed into a database.
  private func withCollection(_ body: (WorkFolder) throws -> Void) throws {
    try WorkFolder.with { folder in
      var rows = "recording,style\n"
      for index in 0..<Self.count {
        try folder.writeClicks("m/a\(index).wav", meter: .three, bpm: 160 + Double(index) * 3, bars: 12)
        try folder.writeClicks("m/b\(index).wav", meter: .two, bpm: 110 + Double(index) * 3, bars: 12)
        rows += "m/a\(index).wav,Vals\nb\(index).wav,polkor\n"
      }
      try folder.write(Data(rows.utf8), to: "labels.csv")
      let saved = try folder.run("analyze", "--no-embedding", "--save", "--database", "my.sqlite", "m")
      #expect(saved.status == 0, "\(saved.errors)")
      try body(folder)
    }
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func headsLearnFromATableAndAreJudgedByIt() throws {
    try withCollection { folder in
      let trained = try folder.run(
        "train", "--database", "my.sqlite", "--labels", "labels.csv", "--only-rhythm", "--name", "mine", "-o", "my.head")
      #expect(trained.status == 0, "\(trained.errors)")
      #expect(trained.output.contains("by meter family"))
      #expect(trained.output.contains("head “default”"))
      #expect(trained.output.contains("Polka"))

      let calibrated = try folder.run(
        "train", "--database", "my.sqlite", "--labels", "labels.csv", "--calibrate", "default", "-o", "honest.head")
      #expect(calibrated.status == 0, "\(calibrated.errors)")
      #expect(calibrated.output.contains("calibrated anew on 12 samples"))
      #expect(try folder.run("analyze", "--no-embedding", "--head", "honest.head", "m/a0.wav").status == 0)

      let scores = try folder.run(
        "evaluate", "styles", "labels.csv", "--database", "my.sqlite", "--head", "my.head", "--json")
      #expect(scores.status == 0, "\(scores.errors)")
      let methods = try #require(try object(scores.output)["methods"] as? [[String: Any]])
      #expect(methods.compactMap { $0["name"] as? String }
        == ["title", "tempo and meter", "heuristics", "sound", "everything"])
      #expect(methods[0]["accuracy"] as? Double == 0, "the names say nothing")
      // Judged on what it learned from, which is no test of the head but of the way there.
      #expect((methods[3]["accuracy"] as? Double ?? 0) > 0.8)
      #expect(methods[3]["samples"] as? Int == 2 * Self.count)
      for key in ["macro_f1", "mean_cost", "across_meters", "calibration_error", "coverage", "confusion"] {
        #expect(methods[3][key] != nil, "\(key)")
      }
      let table = try folder.run("evaluate", "styles", "labels.csv", "--database", "my.sqlite", "--head", "my.head")
      #expect(table.lines.first == "12 recordings:")
      #expect(table.lines.contains { $0.hasPrefix("heuristics") })
      #expect(table.lines.contains { $0.hasPrefix("TRUTH") })

      try folder.write(Data("recording,style\nm/a0.wav,Vals\nlost.wav,Hambo\n".utf8), to: "some.csv")
      let some = try folder.run("evaluate", "styles", "some.csv", "--database", "my.sqlite")
      #expect(some.status == 1)
      #expect(some.errors.contains("lost.wav: not in the database"))
      #expect(some.lines.first == "1 recording:")
      try folder.write(Data("a,b\n".utf8), to: "bad.csv")
      let bad = try folder.run("evaluate", "styles", "bad.csv", "--database", "my.sqlite")
      #expect(bad.status == 1)
      #expect(bad.errors.contains("recording,style"))
    }
  }

  @Test func doubtfulRecordingsAreSuggested() throws {
    try withCollection { folder in
      let named = try folder.run("suggest", "--database", "my.sqlite", "--count", "3")
      #expect(named.status == 0, "\(named.errors)")
      #expect(named.lines.count == 4)
      #expect(named.lines[0].hasPrefix("FILE"))
      #expect(named.lines.dropFirst().allSatisfy { $0.contains(".wav") && $0.contains("%") })
      let json = try folder.run("suggest", "--database", "my.sqlite", "--count", "100", "--json")
      #expect(json.lines.count == 2 * Self.count)
      for line in json.lines {
        let suggestion = try object(line)
        #expect((suggestion["doubt"] as? Double).map { (0...1).contains($0) } == true)
        #expect((suggestion["hesitation"] as? [[String: Any]])?.isEmpty == false)
      }
      #expect(try folder.run("suggest", "--count", "0").status == 2)
      #expect(try folder.run("suggest", "--database", "gone.sqlite").status == 1)
    }
  }

  @Test func evidenceIsPrintedAndTheBuiltInHeadCanBeLeftOut() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("a.wav", meter: .three, bpm: 160, bars: 16)
      let analyzed = try object(try folder.run("analyze", "--json", "--no-embedding", "a.wav").output)
      let evidence = try #require(analyzed["evidence"] as? [String: Any])
      #expect((evidence["accents"] as? [Double])?.count == 3)
      #expect((evidence["periodicity"] as? [String: Any])?["lags_in_beats"] as? [Int] == [2, 3, 4, 6, 8])
      let bare = try object(
        try folder.run("analyze", "--json", "--no-embedding", "--no-built-in-head", "a.wav").output)
      let styles = try #require(bare["styles"] as? [[String: Any]])
      #expect(styles.allSatisfy { $0["source"] as? String != "head" })
      #expect(bare["evidence"] as? NSDictionary == analyzed["evidence"] as? NSDictionary)
    }
  }

  @Test func labelsAndTablesAreNotMixed() throws {
    try WorkFolder.with { folder in
      for arguments in [
        ["train", "--csv", "a.csv", "--labels", "b.csv", "-o", "c"],
        ["train", "--labels", "b.csv", "--only-confirmed", "-o", "c"],
        ["train", "--labels", "b.csv", "--held-back", "d.csv", "-o", "c"], ["evaluate", "styles"],
        ["train", "--calibrate", "default", "--csv", "a.csv", "-o", "c"],
        ["train", "--calibrate", "default", "--labels", "b.csv", "--only-rhythm", "-o", "c"],
      ] {
        let status = try Program.run(arguments, in: folder.path).status
        #expect(status == 2, "\(arguments)")
      }
    }
  }
}
