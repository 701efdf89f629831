import Foundation
import NeckenCore
import NeckenML
import TestSupport
import Testing

/// What is saved stays saved, whatever happens to the program.
@Suite struct SavingTests {
  private func fill(_ folder: WorkFolder, count: Int) throws {
    for index in 0..<count {
      let meter: Meter = index % 2 == 0 ? .three : .four
      try folder.writeClicks("m/\(10 + index).wav", meter: meter, bpm: 100 + Double(index) * 3, bars: 8)
    }
  }

  private func info(_ folder: WorkFolder) throws -> [String: Any] {
    let result = try folder.run("db", "info", "--json")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  @Test func resumingAnalysesNothingTwiceAndSaysTheSame() throws {
    try WorkFolder.with { folder in
      try fill(folder, count: 4)
      let first = try folder.run("analyze", "--json", "--no-embedding", "--save", "m")
      #expect(first.status == 0)
      #expect(try info(folder)["analysed"] as? Int == 4)
      let second = try folder.run("analyze", "--json", "--no-embedding", "--save", "--resume", "m")
      #expect(second.output == first.output)
      #expect(try folder.run("db", "check").status == 0)
      // A changed file is analysed anew, and only that.
      try folder.writeClicks("m/10.wav", meter: .three, bpm: 140, bars: 8)
      let third = try folder.run("analyze", "--json", "--no-embedding", "--resume", "m")
      #expect(third.lines.dropFirst() == first.lines.dropFirst())
      #expect(third.lines[0] != first.lines[0])
      #expect(try info(folder)["tracks"] as? Int == 4)
    }
  }

  @Test(arguments: 1...5) func aKilledBatchIsResumedWhole(seed: Int) throws {
    try WorkFolder.with { folder in
      try fill(folder, count: 8)
      var generator = SeededGenerator(seed: UInt64(seed))
      for _ in 0..<3 {
        let process = try Program.process(
          ["analyze", "--no-embedding", "--save", "--resume", "--jobs", "2", "m"], in: folder.path)
        try process.run()
        usleep(UInt32.random(in: 20_000..<900_000, using: &generator))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        guard FileManager.default.fileExists(atPath: folder.path + "/data/neckenml/library.sqlite") else { continue }
        let check = try folder.run("db", "check")
        // Killed before the tables were made, there is nothing to check yet.
        let isUnmade = check.errors.contains("it has no tables")
        #expect(check.status == 0 || isUnmade, "\(check.output)\(check.errors)")
        if !isUnmade { #expect(try info(folder)["tracks"] as? Int == info(folder)["analysed"] as? Int) }
      }
      let resumed = try folder.run("analyze", "--json", "--no-embedding", "--resume", "m")
      #expect(resumed.status == 0)
      #expect(try info(folder)["analysed"] as? Int == 8)
      #expect(try folder.run("analyze", "--json", "--no-embedding", "m").output == resumed.output)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedBatchKeepsWhatIsDone(signal: Int32) throws {
    try WorkFolder.with { folder in
      try fill(folder, count: 30)
      let result = try Program.run(
        ["analyze", "--no-embedding", "--save", "--jobs", "2", "m"], in: folder.path
      ) { process in
        // Until something is saved, and then a little more.
        for _ in 0..<300 {
          usleep(20_000)
          if let analysed = try? info(folder)["analysed"] as? Int, analysed > 0 { break }
        }
        kill(process.processIdentifier, signal)
      }
      #expect(result.reason == .exit)
      #expect(result.status == 130)
      #expect(result.errors.contains("stopping"))
      #expect(result.errors.contains("not done"))
      let saved = try #require(try info(folder)["analysed"] as? Int)
      #expect((1..<30).contains(saved))
      #expect(try folder.run("db", "check").status == 0)
    }
  }

  @Test func twoProgramsShareADatabase() throws {
    try WorkFolder.with { folder in
      try fill(folder, count: 6)
      let others = try (0..<2).map { _ in
        try Program.process(["analyze", "--no-embedding", "--save", "--jobs", "1", "m"], in: folder.path)
      }
      for process in others { try process.run() }
      for process in others {
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
      }
      #expect(try info(folder)["tracks"] as? Int == 6)
      #expect(try info(folder)["analysed"] as? Int == 6)
      #expect(try folder.run("db", "check").status == 0)
    }
  }

  /// A file system of 300 kB that can be filled.
  private func withSmallDisk(_ folder: WorkFolder, _ body: (String) throws -> Void) throws {
    let disk = folder.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    func shell(_ arguments: [String]) throws -> Int32 {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = arguments
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }
    guard try shell(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk]) == 0 else {
      try Test.cancel("no small file system can be mounted here")
    }
    defer { _ = try? shell(["umount", disk]) }
    try body(disk)
  }

  @Test(.enabled(if: geteuid() == 0, "mounting a small file system takes the superuser"))
  func aFullDiskLosesNothingThatWasSaved() throws {
    try WorkFolder.with { folder in
      try fill(folder, count: 12)
      try withSmallDisk(folder) { disk in
        let database = disk + "/store.sqlite"
        let result = try folder.run(
          "analyze", "--no-embedding", "--save", "--artifacts", "full", "--jobs", "1", "--database", database, "m")
        #expect(result.status == 1)
        #expect(result.errors.contains("no space is left"))
        #expect(result.errors.contains("stopped:"))
        let check = try folder.run("db", "check", "--database", database)
        #expect(check.status == 0, "\(check.output)\(check.errors)")
        // Beats: the file is whole or not there.
        for index in 0..<100 {
          guard (try? folder.write(Data(count: 4096), to: "disk/filler-\(index)")) != nil else { break }
        }
        let beats = try folder.run("beats", "m", "-o", disk + "/beats")
        #expect(beats.status == 1)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: disk + "/beats")) ?? []
        for name in names {
          #expect(throws: Never.self) { try BeatFile.read(from: URL(filePath: disk + "/beats/" + name)) }
        }
      }
    }
  }
}
