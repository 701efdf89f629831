import Foundation
import NeckenML
import TestSupport
import Testing

@Suite struct CollectionCommandTests {
  @Test func beatsAreThoseOfTheAnalysisAndCanBeEvaluated() throws {
    try WorkFolder.with { folder in
      let tune = try folder.writeClicks("m/tune.wav", meter: .three, bpm: 110, bars: 12)
      try folder.write(WorkFolder.wav(Array(repeating: 0, count: 44_100), sampleRate: 22_050), to: "m/silence.wav")
      let written = try folder.run("beats", "m", "-o", "out/beats")
      #expect(written.status == 0)
      #expect(written.errors.contains("m/silence.wav: no steady beat"))
      let text = try String(contentsOfFile: folder.path + "/out/beats/tune.beats", encoding: .utf8)
      #expect(text.split(separator: "\n").allSatisfy { $0.split(separator: "\t").count == 2 })
      let grid = try BeatFile.parse(text)
      let analyzed = try folder.run("analyze", "--json", "--no-embedding", "m/tune.wav")
      let object = try JSONSerialization.jsonObject(with: Data(analyzed.output.utf8)) as? [String: Any]
      #expect(grid.times == object?["beats"] as? [Double])
      #expect(grid.numbers == object?["beat_numbers"] as? [Int])

      try BeatFile.write(tune.grid, to: URL(filePath: folder.path + "/reference.beats"))
      try folder.write(Data(contentsOf: URL(filePath: folder.path + "/reference.beats")), to: "reference/tune.beats")
      let scores = try folder.run("evaluate", "beats", "reference", "out/beats", "--json")
      #expect(scores.status == 0)
      let report = try JSONSerialization.jsonObject(with: Data(scores.output.utf8)) as? [String: Any]
      let mean = report?["mean"] as? [String: Any]
      #expect((mean?["beat_f_70ms"] as? Double ?? 0) > 0.95)
      #expect((mean?["downbeat_f_70ms"] as? Double ?? 0) > 0.9)
      let table = try folder.run("evaluate", "beats", "reference", "out/beats")
      #expect(table.lines.count == 3)
      #expect(table.lines[0].contains("F70") && table.lines[0].contains("CMLt"))
      #expect(table.lines[2].hasPrefix("mean of 1"))

      try folder.write(Data("1.0\t1\n".utf8), to: "reference/lost.beats")
      let incomplete = try folder.run("evaluate", "beats", "reference", "out/beats")
      #expect(incomplete.status == 1)
      #expect(incomplete.errors.contains("lost: there is no estimate"))
    }
  }

  @Test func recordingsOfOneNameDoNotOverwriteEachOther() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("a/tune.wav", bars: 8)
      try folder.writeClicks("b/tune.wav", meter: .four, bars: 8)
      let result = try folder.run("beats", "a", "b", "-o", "out", "--jobs", "1")
      #expect(result.status == 1)
      #expect(result.errors.contains("b/tune.wav: ") && result.errors.contains("a/tune.wav"))
      let alone = try folder.run("beats", "a", "-o", "alone")
      #expect(alone.status == 0)
      #expect(
        try Data(contentsOf: URL(filePath: folder.path + "/out/tune.beats"))
          == Data(contentsOf: URL(filePath: folder.path + "/alone/tune.beats")))
    }
  }

  @Test func aCollectionIsReclassifiedTrainedOnAndExported() throws {
    try WorkFolder.with { folder in
      for index in 0..<3 {
        try folder.writeClicks("m/Vals \(index).wav", meter: .three, bpm: 160 + Double(index) * 5, bars: 12)
        try folder.writeClicks("m/Polka \(index).wav", meter: .two, bpm: 110 + Double(index) * 5, bars: 12)
      }
      #expect(try folder.run("analyze", "--no-embedding", "--save", "--database", "my.sqlite", "m").status == 0)

      let dry = try folder.run("reclassify", "--dry-run", "--database", "my.sqlite")
      #expect(dry.status == 0)
      #expect(dry.lines.first == "6 tracks: 0 would change, 0 confirmed, 0 unreadable")

      let trained = try folder.run("train", "--database", "my.sqlite", "-o", "my.head")
      #expect(trained.status == 0, "\(trained.errors)")
      #expect(trained.output.contains("macro-F1"))
      #expect(trained.output.contains("TRUTH"))
      let again = try folder.run("train", "--database", "my.sqlite", "-o", "again.head")
      #expect(again.status == 0)
      #expect(
        try Data(contentsOf: URL(filePath: folder.path + "/my.head"))
          == Data(contentsOf: URL(filePath: folder.path + "/again.head")), "the same tracks, the same head")

      let reclassified = try folder.run("reclassify", "--json", "--head", "my.head", "--database", "my.sqlite")
      #expect(reclassified.status == 0)
      #expect(reclassified.output.contains(#""examined":6"#))

      let csv = try folder.run("export", "--database", "my.sqlite")
      #expect(csv.lines.count == 7)
      #expect(csv.lines.filter { $0.contains(",Vals,") }.count == 3)

      let tooFew = try folder.run("train", "--database", "my.sqlite", "--only-confirmed", "-o", "none.head")
      #expect(tooFew.status == 1)
      #expect(tooFew.errors.contains("at least 5 samples"))
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/none.head"))
    }
  }

  @Test func aTableOfLabelsIsLearntFromAndBadRowsNamed() throws {
    try WorkFolder.with { folder in
      var rows = "embedding,style\n"
      for index in 0..<12 {
        let isVals = index % 2 == 0
        let values: [Double] = (0..<217).map { slot in
          slot == 200 ? (isVals ? 170 : 110) + Double(index) : Double((slot * 7 + index) % 5)
        }
        rows += "\"[\(values.map(\.description).joined(separator: ", "))]\",\(isVals ? "Vals" : "Polska")\n"
      }
      rows += "\"[1, 2, 3]\",Hambo\n"
      try folder.write(Data(rows.utf8), to: "labels.csv")
      let result = try folder.run("train", "--csv", "labels.csv", "-o", "my.head")
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.errors.contains("labels.csv: row 14: 3 values instead of 217"))
      try folder.writeClicks("a.wav", bars: 8)
      #expect(try folder.run("analyze", "--no-embedding", "--head", "my.head", "a.wav").status == 0)
      try folder.write(Data("{}".utf8), to: "bad.head")
      #expect(try folder.run("analyze", "--no-embedding", "--head", "bad.head", "a.wav").status == 1)
    }
  }

  @Test func theDatabaseDescribesItself() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("Hambo.wav", bars: 8)
      #expect(try folder.run("analyze", "--no-embedding", "--save", "Hambo.wav").status == 0)
      let info = try folder.run("db")
      #expect(info.status == 0)
      #expect(info.lines.contains { $0.hasPrefix("tracks") && $0.hasSuffix("1") })
      #expect(info.lines.contains { $0.hasPrefix("Hambo") })
      #expect(try folder.run("db", "check").output.contains("all is well"))
    }
  }
}
