import Foundation
import NeckenML
import TestSupport
import Testing

/// The small programs under Examples do what their first lines say.
@Suite("Examples")
struct ExamplesTests {
  @Test("A source of one's own is asked, and cleans up")
  func customSource() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("clicks.wav", meter: .three, bars: 8)
      try folder.write(Data("A1,\(folder.path)/clicks.wav\n".utf8), to: "catalogue.csv")
      let result = try folder.run("catalogue.csv", "A1", program: "CustomSource")
      #expect(result.status == 0)
      #expect(result.output.hasPrefix("A1: 2") && result.output.contains("3/4"), "\(result.output)")

      let missing = try folder.run("catalogue.csv", "B2", program: "CustomSource")
      #expect(missing.status != 0)
      #expect(missing.errors.contains("B2"))
    }
  }

  @Test("A rule of one's own is heard beside ours")
  func customRules() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("fast.wav", meter: .two, bpm: 132, bars: 16)
      let result = try folder.run("fast.wav", program: "CustomRules")
      #expect(result.status == 0)
      #expect(result.lines.first?.hasPrefix("Polka, Snabbpolka: 95 %") == true, "\(result.output)")
    }
  }

  @Test("A batch goes on past a recording that cannot be analysed, and keeps the order")
  func batch() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("one.wav")
      try folder.write(Data("no music".utf8), to: "two.wav")
      try folder.writeClicks("three.wav", meter: .four)
      let result = try folder.run("2", "one.wav", "two.wav", "three.wav", program: "BatchAnalysis")
      #expect(result.status == 0)
      #expect(result.lines.map { $0.prefix { $0 != ":" } } == ["one.wav", "two.wav", "three.wav"])
      #expect(result.lines[1].contains("failed"))
    }
  }

  @Test("A database is classified anew without its recordings")
  func reclassify() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("a.wav")
      try folder.writeClicks("Vals från Sorunda.wav", seed: 2)
      let saved = try folder.run(
        "analyze", "--no-embedding", "--save", "--database", "tracks.sqlite", "a.wav", "Vals från Sorunda.wav")
      #expect(saved.status == 0, "\(saved.errors)")
      for name in ["a.wav", "Vals från Sorunda.wav"] {
        try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
      }
      let result = try folder.run("tracks.sqlite", program: "BulkReclassify")
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.hasPrefix("2 tracks examined, 0 changed"))
    }
  }

  @Test("A head is trained from a table with a bad row, which is named")
  func train() throws {
    try WorkFolder.with { folder in
      var table = "embedding,style\n"
      var generator = SeededGenerator(seed: 5)
      for index in 0..<24 {
        let isHambo = index % 2 == 0
        let values = (0..<FeatureVector.count).map { slot in
          (slot == 203 ? (isHambo ? 0.38 : 0.33) : 0.5) + Double.random(in: -0.01...0.01, using: &generator)
        }
        table += "\"\(values)\",\(isHambo ? "Hambo" : "Vals")\n"
      }
      table += "\"[1, 2]\",Vals\n"
      try folder.write(Data(table.utf8), to: "table.csv")
      let result = try folder.run("table.csv", "head.json", program: "TrainHead")
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("left out: row 26: 2 values instead of 217"))
      #expect(result.output.contains("25 samples, 2 dances; the first is Hambo"), "\(result.output)")
      #expect(throws: Never.self) {
        try ClassificationHead.load(from: URL(filePath: "\(folder.path)/head.json"))
      }
    }
  }

  @Test("Two scores of stored artifacts are set side by side")
  func compare() throws {
    try WorkFolder.with { folder in
      let stored = RepositoryPaths.golden.appending(path: "reanalysis/own-2.0.0.json")
      try folder.write(try Data(contentsOf: stored), to: "own.json")
      let result = try folder.run("own.json", program: "CompareScores")
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.hasPrefix("own.json: swing "))
    }
  }
}
