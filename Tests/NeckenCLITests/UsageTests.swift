import Foundation
import TestSupport
import Testing

/// What a stranger meets first: help, version, mistakes.
@Suite struct UsageTests {
  @Test func helpTellsWhatTheProgramDoes() throws {
    try WorkFolder.with { folder in
      let result = try folder.run("--help")
      #expect(result.status == 0)
      #expect(result.errors.isEmpty)
      for word in ["analyze", "beats", "reclassify", "train", "models", "evaluate", "EXAMPLES", "EXIT STATUS"] {
        #expect(result.output.contains(word), "\(word)")
      }
      #expect(result.lines.allSatisfy { $0.count <= 80 })
      #expect(try folder.run().output == result.output, "no arguments, the same help")
      #expect(try folder.run("--version").lines == ["0.1.0"])
    }
  }

  @Test(arguments: ["analyze", "beats", "reclassify", "train", "models", "evaluate", "suggest", "export", "db"])
  func everyCommandExplainsItself(command: String) throws {
    try WorkFolder.with { folder in
      let result = try folder.run("help", command)
      #expect(result.status == 0)
      #expect(result.output.contains("OVERVIEW:"))
      #expect(try folder.run(command, "--help").output == result.output)
    }
  }

  @Test(arguments: [
    ["frobnicate"], ["analyze"], ["analyze", "--frobnicate", "a.wav"], ["analyze", "--jobs", "0", "a.wav"],
    ["analyze", "--jobs", "many", "a.wav"], ["analyze", "--meter", "7/5", "a.wav"],
    ["analyze", "--tempo", "fast", "a.wav"],
    ["analyze", "--artifacts", "some", "a.wav"], ["analyze", "--database", "x.sqlite", "a.wav"], ["beats", "a.wav"],
    ["train"], ["train", "--csv", "a.csv", "--database", "b", "-o", "c"], ["evaluate", "beats", "gone", "lost"],
  ])
  func misunderstandingsEndWithTwo(arguments: [String]) throws {
    try WorkFolder.with { folder in
      let result = try Program.run(arguments, in: folder.path)
      #expect(result.status == 2)
      #expect(result.output.isEmpty)
      #expect(result.errors.contains("Error:"))
      #expect(result.errors.contains("Usage:"))
    }
  }

  @Test func modelsThatAreNotAtHandAreNamedWithARemedy() throws {
    try WorkFolder.with { folder in
      // The user's data folder is this empty one, so nothing was fetched into it.
      let result = try folder.run("models")
      #expect(result.status == 1)
      #expect(result.lines.first?.hasPrefix("NAME") == true)
      #expect(result.lines.contains { $0.hasPrefix("musicnn-msd") && $0.contains("missing") && $0.contains("ISC") })
      #expect(result.errors.contains("musicnn-msd is not installed"))
      #expect(result.errors.contains("fetch-models.sh"))
      let json = try folder.run("models", "--json")
      let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
      #expect((object?["models"] as? [[String: Any]])?.isEmpty == false)

      try folder.writeClicks("tune.wav", bars: 8)
      let analyzed = try folder.run("analyze", "--json", "tune.wav")
      #expect(analyzed.status == 0, "without models the rest still works")
      #expect(analyzed.output.contains(#""embedding_available":false"#))
    }
  }

  @Test func errorsOfFilesEndWithOneAndARemedy() throws {
    try WorkFolder.with { folder in
      let result = try folder.run("reclassify", "--database", "gone.sqlite")
      #expect(result.status == 1)
      #expect(result.output.isEmpty)
      #expect(result.errors.hasPrefix("neckenml: the database gone.sqlite cannot be opened"))
      #expect(try folder.run("train", "--csv", "gone.csv", "-o", "head").status == 1)
      #expect(try folder.run("analyze", "--head", "gone.head", "a.wav").status == 1)
    }
  }
}
