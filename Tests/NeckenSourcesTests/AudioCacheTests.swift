import Foundation
import NeckenAudio
import NeckenSources
import Synchronization
import Testing

@Suite struct AudioCacheTests {
  /// A source whose recordings are texts; counts how often each is brought.
  private final class Shelf: ValidatingAudioSource {
    let texts: Mutex<[String: String]>
    let fetched = Mutex<[String]>([])
    let scratch: ScratchFolder
    let tellsValidators: Bool

    init(_ texts: [String: String], scratch: ScratchFolder, tellsValidators: Bool = true) {
      self.texts = Mutex(texts)
      self.scratch = scratch
      self.tellsValidators = tellsValidators
    }

    func fetch(_ trackID: String) async throws -> URL {
      fetched.withLock { $0.append(trackID) }
      guard let text = texts.withLock({ $0[trackID] }) else {
        throw AudioError.unknownTrack(id: trackID, source: "shelf")
      }
      let file = scratch.newFile(extension: "wav")
      try Data(text.utf8).write(to: file)
      return file
    }

    func cleanUp(_ file: URL) async { scratch.remove(file) }

    func validator(of trackID: String) async throws -> String? {
      tellsValidators ? texts.withLock { $0[trackID].map { String($0.hashValue) } } : nil
    }
  }

  private func cache(_ folder: SourceFolder, maximumBytes: Int = 1000) throws -> AudioCache {
    var configuration = AudioCache.Configuration()
    configuration.maximumBytes = maximumBytes
    return try AudioCache(folder: folder.url.appending(path: "cache"), configuration: configuration)
  }

  private func text(_ source: some AudioSource, _ id: String) async throws -> String {
    try await source.withAudio(for: id) { try String(contentsOf: $0, encoding: .utf8) }
  }

  private func objects(_ folder: SourceFolder) throws -> [URL] {
    let root = folder.url.appending(path: "cache/objects")
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.contains("/") }.sorted().map { root.appending(path: $0) }
  }

  @Test func whatIsTheSameIsBroughtOnce() async throws {
    try await SourceFolder.with { folder in
      let shelf = Shelf(["a": "polska", "b": "polska", "c": "vals"], scratch: folder.scratch)
      let source = CachedAudioSource(shelf, cache: try cache(folder))
      for _ in 0..<3 {
        #expect(try await text(source, "a") == "polska")
        #expect(try await text(source, "b") == "polska")
        #expect(try await text(source, "c") == "vals")
      }
      #expect(shelf.fetched.withLock(\.self) == ["a", "b", "c"])
      #expect(try objects(folder).count == 2, "the same content is kept once")
      #expect(try folder.temporaryFiles.isEmpty)

      shelf.texts.withLock { $0["a"] = "hambo" }
      #expect(try await text(source, "a") == "hambo")
      #expect(try await text(source, "b") == "polska")
      #expect(shelf.fetched.withLock(\.count) == 4)
      // Another program, later.
      #expect(try await text(CachedAudioSource(shelf, cache: try cache(folder)), "a") == "hambo")
      #expect(shelf.fetched.withLock(\.count) == 4)
    }
  }

  @Test func theContentIsKnownWithoutBringingIt() async throws {
    try await SourceFolder.with { folder in
      let shelf = Shelf(["a": "polska"], scratch: folder.scratch)
      let source = CachedAudioSource(shelf, cache: try cache(folder, maximumBytes: 3))
      #expect(try await source.contentHash(of: "a") == nil)
      _ = try await text(source, "a")
      #expect(try objects(folder).isEmpty, "there is no room for it")
      // SHA-256 of "polska", by sha256sum.
      let hash = "1b7c4862802f894d7c079550ab7d1aa58dc9e92d60216a234680603398f719e6"
      #expect(try await source.contentHash(of: "a") == hash)
      #expect(shelf.fetched.withLock(\.count) == 1)
      shelf.texts.withLock { $0["a"] = "vals" }
      #expect(try await source.contentHash(of: "a") == nil)
    }
  }

  @Test func withoutAValidatorItIsBroughtEachTime() async throws {
    try await SourceFolder.with { folder in
      let shelf = Shelf(["a": "polska"], scratch: folder.scratch, tellsValidators: false)
      let source = CachedAudioSource(shelf, cache: try cache(folder))
      _ = try await text(source, "a")
      shelf.texts.withLock { $0["a"] = "vals" }
      #expect(try await text(source, "a") == "vals")
    }
  }

  @Test func whatIsDamagedIsBroughtAnew() async throws {
    try await SourceFolder.with { folder in
      let shelf = Shelf(["a": "polska"], scratch: folder.scratch)
      let source = CachedAudioSource(shelf, cache: try cache(folder))
      for damage in [Data("poLska".utf8), Data()] {
        _ = try await text(source, "a")
        try damage.write(to: #require(try objects(folder).first))
        #expect(try await text(source, "a") == "polska")
      }
      let index = folder.url.appending(path: "cache/index")
      for name in try FileManager.default.contentsOfDirectory(atPath: index.path) {
        try Data("{".utf8).write(to: index.appending(path: name))
      }
      #expect(try await text(source, "a") == "polska")
    }
  }

  @Test func whatWasNotUsedForLongestGoesFirst() async throws {
    try await SourceFolder.with { folder in
      let texts = Dictionary(uniqueKeysWithValues: (0..<6).map { ("\($0)", String(repeating: "\($0)", count: 100)) })
      let shelf = Shelf(texts, scratch: folder.scratch)
      let source = CachedAudioSource(shelf, cache: try cache(folder, maximumBytes: 350))
      for id in ["0", "1", "2", "0", "3"] {
        _ = try await text(source, id)
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(try objects(folder).count == 3)
      shelf.fetched.withLock { $0 = [] }
      for id in ["0", "2", "3"] { _ = try await text(source, id) }
      #expect(shelf.fetched.withLock(\.self).isEmpty, "1 went, 0 was used since")
      _ = try await text(source, "1")
      #expect(shelf.fetched.withLock(\.self) == ["1"])
    }
  }

  @Test func aFileInUseOutlivesItsObject() async throws {
    try await SourceFolder.with { folder in
      let shelf = Shelf(["a": "polska", "b": String(repeating: "x", count: 90)], scratch: folder.scratch)
      let source = CachedAudioSource(shelf, cache: try cache(folder, maximumBytes: 92))
      _ = try await text(source, "a")
      try await source.withAudio(for: "a") { file in
        _ = try await text(source, "b")
        #expect(try objects(folder).count == 1, "a had to go")
        #expect(try String(contentsOf: file, encoding: .utf8) == "polska")
      }
    }
  }

  @Test func manyAtOnceGetWhatTheyAskFor() async throws {
    try await SourceFolder.with { folder in
      let texts = Dictionary(uniqueKeysWithValues: (0..<20).map { ("\($0)", String(repeating: "\($0 % 7),", count: 60)) })
      let shelf = Shelf(texts, scratch: folder.scratch)
      let caches = try (0..<3).map { _ in try cache(folder, maximumBytes: 700) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for round in 0..<120 {
          group.addTask {
            let source = CachedAudioSource(shelf, cache: caches[round % 3])
            let id = "\(round * 7 % 20)"
            let found = try await source.withAudio(for: id) { try String(contentsOf: $0, encoding: .utf8) }
            #expect(found == texts[id])
          }
        }
        try await group.waitForAll()
      }
      #expect(try folder.temporaryFiles.isEmpty)
      let sizes = try objects(folder).map { try Data(contentsOf: $0).count }
      #expect(sizes.reduce(0, +) <= 700)
    }
  }
}
