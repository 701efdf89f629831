import Foundation
import NeckenAudio
import NeckenSources
import TestSupport
import Testing
#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Each way in which a web server can let us down, against a real one.
@Suite struct HTTPAudioSourceTests {
  private struct Seen: Decodable {
    var method: String
    var range: String?
    var if_range: String?
    var time: Double
  }

  /// Fetches, checks that nothing is left behind, and tells what the server saw.
  private func fetch(
    _ manner: String, _ query: String = "n=1000", configuration: HTTPConfiguration = .hasty
  ) async throws -> (result: Result<Data, any Error>, seen: [Seen]) {
    let server = try TestServer.misbehaving
    let id = UUID().uuidString
    return try await SourceFolder.with { folder in
      let source = HTTPAudioSource(scratch: folder.scratch, configuration: configuration)
      var result: Result<Data, any Error>
      do {
        result = .success(
          try await source.withAudio(for: server.address("\(manner)?\(query)&id=\(id)")) { try Data(contentsOf: $0) })
      } catch {
        result = .failure(error)
      }
      #expect(try folder.temporaryFiles.isEmpty, "whatever happened")
      let (log, _) = try await URLSession.shared.data(from: #require(URL(string: server.address("log?id=\(id)"))))
      return (result, try JSONDecoder().decode([Seen].self, from: log))
    }
  }

  private func error(
    _ manner: String, _ query: String = "n=1000", configuration: HTTPConfiguration = .hasty
  ) async throws -> SourceError {
    let result = try await fetch(manner, query, configuration: configuration).result
    return try #require(throws: SourceError.self) { try result.get() }
  }

  private func address(_ manner: String) throws -> String { try TestServer.misbehaving.address(manner) }

  @Test(arguments: ["ok", "moved", "no_head", "long"]) func aRecordingIsBrought(manner: String) async throws {
    let (result, seen) = try await fetch(manner, "n=200000")
    #expect(try result.get() == content(200_000))
    #expect(seen.allSatisfy { $0.method == "GET" })
  }

  @Test func whatIsNotThereIsNotTriedAgain() async throws {
    #expect(try await error("nothing") == .notFound(address: address("nothing")))
    #expect(try await error("gone") == .notFound(address: address("gone")))
    let (result, seen) = try await fetch("forbidden")
    #expect(throws: SourceError.refused(address: try address("forbidden"), status: 403, detail: "AccessDenied")) {
      try result.get()
    }
    #expect(seen.count == 1)
  }

  @Test func whatCanPassIsTriedAgain() async throws {
    let (result, seen) = try await fetch("failing", "n=1000&times=3")
    #expect(try result.get() == content(1000))
    #expect(seen.count == 4)
  }

  @Test func notForEver() async throws {
    let (result, seen) = try await fetch("failing")
    #expect(throws: SourceError.status(address: try address("failing"), code: 500, detail: nil)) { try result.get() }
    #expect(seen.count == RetryPolicy().maximumAttempts)
  }

  @Test(arguments: ["1", "date"]) func aServerMayAskToWait(after: String) async throws {
    let (result, seen) = try await fetch("busy", "n=1000&after=\(after)")
    #expect(try result.get() == content(1000))
    // A date has whole seconds: two seconds ahead is at least one.
    #expect(seen.count == 2 && seen[1].time - seen[0].time >= 0.95)
  }

  @Test func aServerThatAsksToWaitForLongIsLeft() async throws {
    #expect(try await error("busy", "after=3600") == .askedToWait(address: address("busy"), seconds: 3600))
  }

  @Test func anEndlessAnswerIsCutAtTheLimit() async throws {
    var configuration = HTTPConfiguration.hasty
    configuration.maximumBytes = 5_000_000
    #expect(
      try await error("endless", configuration: configuration)
        == .tooLarge(address: address("endless"), limitBytes: 5_000_000))
    #expect(
      try await error("huge", configuration: configuration)
        == .tooLarge(address: address("huge"), limitBytes: 5_000_000))
  }

  @Test func aDripIsTooSlow() async throws {
    var configuration = HTTPConfiguration.hasty
    configuration.lowSpeedSeconds = 1
    configuration.retry.maximumAttempts = 2
    // Nothing identifies the drip's bytes, so that each attempt begins anew and brings no more than the last.
    #expect(
      try await error("drip", configuration: configuration)
        == .tooSlow(address: address("drip"), bytesPerSecond: configuration.lowSpeedBytesPerSecond))
  }

  @Test(arguments: ["drip", "hang"]) func timeIsLimited(manner: String) async throws {
    var configuration = HTTPConfiguration.hasty
    configuration.maximumSeconds = 1
    #expect(
      try await error(manner, configuration: configuration) == .timedOut(address: address(manner), seconds: 1))
  }

  @Test func aLieAboutTheLengthIsNoticed() async throws {
    #expect(
      try await error("short")
        == .incomplete(address: address("short"), expectedBytes: 1000, receivedBytes: 600))
  }

  @Test func aBrokenTransferIsResumed() async throws {
    let (result, seen) = try await fetch("cut", "n=90000&times=2")
    #expect(try result.get() == content(90_000))
    #expect(seen.map(\.range) == [nil, "bytes=30000-", "bytes=60000-"])
    #expect(seen.dropFirst().allSatisfy { $0.if_range == "\"one\"" })
  }

  @Test(arguments: ["cut_without_tag", "changing", "wrong_range"])
  func whatCannotBeResumedBeginsAnew(manner: String) async throws {
    let (result, seen) = try await fetch(manner, "n=90000")
    #expect(try result.get() == content(90_000))
    #expect(seen.count > 1)
  }

  @Test func aPageIsNoRecording() async throws {
    #expect(try await error("page") == .wrongContentType(address: address("page"), contentType: "text/html"))
    // Who lies about the type is found out by the decoder.
    let scratch = try ScratchFolder(root: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString))
    let source = HTTPAudioSource(scratch: scratch, configuration: .hasty)
    await #expect(throws: AudioError.self) {
      try await source.withAudio(for: try address("page_as_sound")) { _ = try AudioDecoder.open($0) }
    }
  }

  @Test func redirectionsAreLimited() async throws {
    #expect(try await error("loop") == .tooManyRedirects(address: address("loop"), limit: 5))
    let elsewhere = try await error("to_file")
    guard case .invalidAddress = elsewhere else {
      Issue.record("a file of this machine was read: \(elsewhere)")
      return
    }
  }

  @Test func nothingIsNoRecording() async throws {
    #expect(try await error("empty") == .empty(address: address("empty")))
  }

  @Test func aServerThatIsNotThereIsNamed() async throws {
    try await SourceFolder.with { folder in
      var configuration = HTTPConfiguration.hasty
      configuration.retry.maximumAttempts = 2
      let source = HTTPAudioSource(scratch: folder.scratch, configuration: configuration)
      let error = await #expect(throws: SourceError.self) { try await source.fetch("http://127.0.0.1:9/a.mp3") }
      guard case .connection("http://127.0.0.1:9/a.mp3", _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test(arguments: ["a.mp3", "ftp://host/a.mp3", "http:///a.mp3", "http://ann:secret@host/a.mp3", "file:///etc/passwd"])
  func otherAddressesAreRefused(address: String) async throws {
    try await SourceFolder.with { folder in
      let source = HTTPAudioSource(scratch: folder.scratch)
      let error = await #expect(throws: SourceError.self) { try await source.fetch(address) }
      guard case .invalidAddress(let shown, _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(!shown.contains("secret"))
    }
  }

  @Test func aBaseMakesTracksOutOfPaths() async throws {
    let server = try TestServer.misbehaving
    try await SourceFolder.with { folder in
      let source = HTTPAudioSource(base: URL(string: server.address("")), scratch: folder.scratch)
      let count = try await source.withAudio(for: "ok?n=77") { try Data(contentsOf: $0).count }
      #expect(count == 77)
    }
  }

  @Test func cancellingEndsATransferAndLeavesNothing() async throws {
    let server = try TestServer.misbehaving
    try await SourceFolder.with { folder in
      let source = HTTPAudioSource(scratch: folder.scratch)
      for manner in ["drip", "hang", "failing"] {
        let task = Task { try await source.fetch(server.address("\(manner)?id=\(UUID())")) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try folder.temporaryFiles.isEmpty)
      }
    }
  }

  @Test func validatorsComeWithoutTheRecording() async throws {
    let server = try TestServer.misbehaving
    try await SourceFolder.with { folder in
      let source = HTTPAudioSource(scratch: folder.scratch, configuration: .hasty)
      let validators = [
        try await source.validator(of: server.address("ok?n=1000000")),
        try await source.validator(of: server.address("empty")),
        try await source.validator(of: server.address("no_head")),
      ]
      #expect(validators == ["\"one\"", nil, nil])
      await #expect(throws: SourceError.notFound(address: server.address("nothing"))) {
        try await source.validator(of: server.address("nothing"))
      }
    }
  }
}
