import Foundation
import NeckenCore
import TestSupport
import Testing

@Suite struct AnalyzeTests {
  @Test func theTableHasARowForEachRecording() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("music/01 Polska från Åre.wav", meter: .three, bpm: 110)
      try folder.writeClicks("music/02 Engelska.wav", meter: .four, bpm: 120)
      let result = try folder.run("analyze", "--no-embedding", "music")
      #expect(result.status == 0)
      #expect(result.errors.isEmpty)
      #expect(result.lines.count == 3)
      #expect(result.lines[0].hasPrefix("FILE"))
      #expect(!result.output.contains("\u{1B}"), "no colour in a pipe")
      // Columns are aligned by what is seen, not by bytes.
      let start = try #require(column(of: "DANCE", in: result.lines[0]))
      #expect(column(of: "Polska", in: String(result.lines[1].dropFirst(start))) == 0)
      #expect(column(of: "Engelska", in: String(result.lines[2].dropFirst(start))) == 0)
      #expect(result.lines[1].contains("110 bpm"))
      #expect(result.lines[1].contains("3/4"))
      #expect(result.lines[1].contains("LUFS"))
    }
  }

  private func column(of word: String, in line: String) -> Int? {
    line.range(of: word).map { line.distance(from: line.startIndex, to: $0.lowerBound) }
  }

  @Test func jsonSaysWhatIsThere() throws {
    try WorkFolder.with { folder in
      let tune = try folder.writeClicks("Polska.wav", meter: .three, bpm: 110)
      let result = try folder.run("analyze", "--json", "--no-embedding", "Polska.wav")
      #expect(result.status == 0)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      #expect(object["file"] as? String == "Polska.wav")
      #expect(object["beats_per_bar"] as? Int == 3)
      #expect(abs((object["tempo_bpm"] as? Double ?? 0) - 110) < 1)
      #expect(abs((object["duration_seconds"] as? Double ?? 0) - tune.durationSeconds) < 0.01)
      #expect((object["features"] as? [Double])?.count == 217)
      #expect(object["embedding_available"] as? Bool == false)
      let beats = try #require(object["beats"] as? [Double])
      let hits = tune.grid.times.count { beat in beats.contains { abs($0 - beat) < 0.07 } }
      #expect(Double(hits) >= 0.9 * Double(tune.grid.count))
      let styles = try #require(object["styles"] as? [[String: Any]])
      #expect(styles.first?["style"] as? String == "Polska")
    }
  }

  @Test func hintsAreHeard() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("tune.wav", meter: .three, bpm: 120)
      let result = try folder.run(
        "analyze", "--json", "--no-embedding", "--meter", "4/4", "--tempo", "110-130", "tune.wav")
      #expect(result.output.contains(#""beats_per_bar":4"#))
    }
  }

  @Test func aDanceNamedBeforehandIsBelieved() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("tune.wav", meter: .three, bpm: 112)
      let result = try folder.run("analyze", "--json", "--no-embedding", "--dance", "hambo", "tune.wav")
      let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      let style = (object?["styles"] as? [[String: Any]])?.first
      #expect(style?["style"] as? String == "Hambo")
      #expect(style?["source"] as? String == "user")
    }
  }

  @Test func tagsGoBeforeTheFileName() throws {
    try WorkFolder.with { folder in
      func chunk(_ name: String, _ body: Data) -> Data {
        let size = withUnsafeBytes(of: UInt32(body.count).littleEndian) { Data($0) }
        return Data(name.utf8) + size + body + Data(count: body.count % 2)
      }
      func text(_ text: String) -> Data { Data(text.utf8) + [0] }
      let info = Data("INFO".utf8) + chunk("INAM", text("Hambo från Bollnäs")) + chunk("IART", text("Spelmanslaget"))
      let tune = try folder.writeClicks("tune.wav", meter: .three, bpm: 112)
      var wav = WorkFolder.wav(tune.samples, sampleRate: Int(tune.sampleRate)) + chunk("LIST", info)
      wav.replaceSubrange(4..<8, with: withUnsafeBytes(of: UInt32(wav.count - 8).littleEndian) { Data($0) })
      try folder.write(wav, to: "07 Vals.wav")
      let result = try folder.run("analyze", "--json", "--no-embedding", "07 Vals.wav")
      #expect(result.output.contains(#""title":"Hambo från Bollnäs","album":null,"artist":"Spelmanslaget""#))
      let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      #expect((object?["styles"] as? [[String: Any]])?.first?["style"] as? String == "Hambo")
    }
  }

  @Test func theBytesAreTheSameEveryTimeAndOnAnyNumberOfJobs() throws {
    try WorkFolder.with { folder in
      for index in 0..<4 {
        let meter: Meter = index < 2 ? .three : .two
        try folder.writeClicks("m/\(index).wav", meter: meter, bpm: 96 + Double(index) * 12, bars: 8)
      }
      try folder.write(Data("no sound".utf8), to: "m/2a.mp3")
      for format in [["--json"], []] {
        func run(_ jobs: String) throws -> Program.Result {
          try Program.run(["analyze", "--no-embedding", "--jobs", jobs, "m", "m/0.wav"] + format, in: folder.path)
        }
        let results = try [run("1"), run("2"), run("2")]
        #expect(results.allSatisfy { $0.output == results[0].output })
        #expect(results.allSatisfy { $0.status == 1 })
        #expect(results[0].lines.count == 5 + (format.isEmpty ? 1 : 0))
      }
    }
  }

  @Test func aReaderThatLeavesEndsIt() throws {
    try WorkFolder.with { folder in
      for index in 0..<6 { try folder.writeClicks("m/\(index).wav", bars: 8) }
      let script = "'\(Program.url().path)' analyze --no-embedding --jobs 1 m | head -1; echo ${PIPESTATUS[0]}"
      let result = try Program.run([], in: folder.path, wrapper: ["/bin/bash", "-c", script])
      #expect(result.lines.count == 2)
      #expect(result.lines.last == "141" || result.lines.last == "0")
      #expect(result.errors.isEmpty)
    }
  }

  @Test func resultsThatCannotBeWrittenAreNoSuccess() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("a.wav", bars: 8)
      let process = try Program.process(["analyze", "--no-embedding", "a.wav"], in: folder.path)
      process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      process.waitUntilExit()
      let message = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
      #expect(process.terminationStatus == 1)
      #expect(message.contains("cannot be written"))
    }
  }
}
