import Foundation
import NeckenAudio
import Synchronization
import Testing

@Suite struct AudioSourceTests {
  private struct Failure: Error {}

  /// Notes what was cleaned up.
  private final class CountingSource: AudioSource {
    let cleaned = Mutex<[URL]>([])

    func fetch(_ trackID: String) async throws -> URL {
      guard trackID != "missing" else { throw AudioError.unknownTrack(id: trackID, source: "test") }
      return URL(filePath: "/tmp/\(trackID)")
    }

    func cleanUp(_ file: URL) async { cleaned.withLock { $0.append(file) } }
  }

  @Test func cleanUpRunsWhateverHappens() async throws {
    let source = CountingSource()
    #expect(try await source.withAudio(for: "a") { $0.lastPathComponent } == "a")
    await #expect(throws: Failure.self) { try await source.withAudio(for: "b") { _ in throw Failure() } }
    let cancelled = Task {
      try await source.withAudio(for: "c") { _ in
        withUnsafeCurrentTask { $0?.cancel() }
        try Task.checkCancellation()
      }
    }
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    #expect(source.cleaned.withLock { $0.map(\.lastPathComponent) } == ["a", "b", "c"])
  }

  @Test func nothingIsCleanedUpThatWasNotFetched() async {
    let source = CountingSource()
    await #expect(throws: AudioError.self) { try await source.withAudio(for: "missing") { _ in } }
    #expect(source.cleaned.withLock { $0.isEmpty })
  }

  @Test(arguments: [
    ("polska", "polska.FLAC"), ("vals.Mp3", "vals.Mp3"), ("vals", "vals.Mp3"), ("orsa/hambo", "orsa/hambo.wav"),
    // Composed here, decomposed on the disk.
    ("g\u{e5}nglåt", "ga\u{30a}ngla\u{30a}t.ogg"), ("no. 7", "no. 7.mp3"), ("both", "both.flac"),
  ])
  func folderFindsTracks(_ trackID: String, _ path: String) async throws {
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try await FolderAudioSource(folder: folder).fetch(trackID)
    #expect(file.path(percentEncoded: false) == folder.path(percentEncoded: false) + "/" + path)
    #expect(FileManager.default.fileExists(atPath: file.path(percentEncoded: false)))
  }

  @Test(arguments: ["../polska", "orsa/../../polska", "/etc/passwd", "..", "a\0b"])
  func folderIsNotLeft(_ trackID: String) async throws {
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path(percentEncoded: false)
    await #expect(throws: AudioError.trackOutsideSource(id: trackID, source: path)) {
      try await FolderAudioSource(folder: folder).fetch(trackID)
    }
  }

  @Test(arguments: ["hambo", "notes", "orsa", "", "orsa/", "nowhere/hambo"])
  func folderSaysWhatItHasNot(_ trackID: String) async throws {
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path(percentEncoded: false)
    await #expect(throws: AudioError.unknownTrack(id: trackID, source: path)) {
      try await FolderAudioSource(folder: folder).fetch(trackID)
    }
  }

  @Test func fileTypesGoByExtensionInAnyCase() {
    #expect(AudioFileTypes.isRecording(URL(filePath: "/a/b.Mp3")))
    #expect(AudioFileTypes.isRecording(URL(filePath: "b.FLAC")))
    #expect(!AudioFileTypes.isRecording(URL(filePath: "b.txt")))
    #expect(!AudioFileTypes.isRecording(URL(filePath: "mp3")))
    #expect(Set(AudioFileTypes.extensions).count == AudioFileTypes.extensions.count)
  }

  private func makeFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(component: "necken-source-\(UUID().uuidString)", directoryHint: .notDirectory)
    let orsa = folder.appending(component: "orsa")
    try FileManager.default.createDirectory(at: orsa, withIntermediateDirectories: true)
    let names = [
      "polska.FLAC", "vals.Mp3", "ga\u{30a}ngla\u{30a}t.ogg", "no. 7.mp3", "both.mp3", "both.flac", "notes.txt",
      "orsa/hambo.wav",
    ]
    for name in names { try Data([0]).write(to: folder.appending(path: name)) }
    return folder
  }
}
