import Foundation
import NeckenSources
import Testing

@Suite struct ScratchFolderTests {
  private func withRoot(_ body: (URL) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "neckenml-scratch-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    try body(root)
  }

  private func folders(_ root: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.path).filter { $0.hasPrefix("process-") }
  }

  @Test func itGoesWithItsOwner() throws {
    try withRoot { root in
      do {
        let scratch = try ScratchFolder(root: root)
        try Data([1]).write(to: scratch.newFile(extension: "wav"))
        #expect(try folders(root).count == 1)
      }
      #expect(try folders(root).isEmpty)
    }
  }

  @Test func whatADeadProcessLeftIsRemovedAndTheLivingAreLeftAlone() throws {
    try withRoot { root in
      let living = try ScratchFolder(root: root)
      let file = living.newFile()
      try Data([1]).write(to: file)
      // As a killed process leaves it: a folder whose lock nobody holds.
      let dead = root.appending(path: "process-dead")
      try FileManager.default.createDirectory(at: dead, withIntermediateDirectories: true)
      try Data([1]).write(to: dead.appending(path: "half a recording.wav"))
      try Data([1]).write(to: root.appending(path: "not ours"))

      let next = try ScratchFolder(root: root)
      #expect(!FileManager.default.fileExists(atPath: dead.path))
      #expect(FileManager.default.fileExists(atPath: file.path))
      #expect(FileManager.default.fileExists(atPath: root.appending(path: "not ours").path))
      #expect(try folders(root).count == 2)
      withExtendedLifetime((living, next)) {}
    }
  }

  @Test func onlyItsOwnFilesAreRemoved() throws {
    try withRoot { root in
      let scratch = try ScratchFolder(root: root)
      let elsewhere = root.appending(path: "mine.wav")
      try Data([1]).write(to: elsewhere)
      scratch.remove(elsewhere)
      #expect(FileManager.default.fileExists(atPath: elsewhere.path))
      let own = scratch.newFile(extension: "../../x")
      #expect(own.deletingLastPathComponent().path == scratch.url.path)
    }
  }

  @Test func aRootThatCannotBeUsedIsNamed() throws {
    try withRoot { root in
      try Data([1]).write(to: root)
      #expect(throws: SourceError.self) { try ScratchFolder(root: root) }
      #expect(throws: SourceError.self) { try ScratchFolder(root: URL(filePath: "/proc/nothing")) }
    }
  }
}
