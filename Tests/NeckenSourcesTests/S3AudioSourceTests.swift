import Foundation
import NeckenAudio
import NeckenSources
import TestSupport
import Testing

/// Against moto's S3 server, which checks signatures. Left out where it cannot be installed.
@Suite(.enabled("moto is not installed and there is no network to fetch it from") { TestServer.objectStorage != nil })
struct S3AudioSourceTests {
  private func configuration(_ change: (inout S3Credentials) -> Void = { _ in }) throws -> S3Configuration {
    let words = try #require(TestServer.objectStorage).words
    var configuration = S3Configuration()
    configuration.endpoint = "http://127.0.0.1:\(words[0])"
    configuration.region = "eu-north-1"
    configuration.http = .hasty
    var credentials = S3Credentials(accessKeyID: words[1], secretAccessKey: words[2])
    change(&credentials)
    configuration.credentials = credentials
    return configuration
  }

  @Test func everyKeyIsListedAndFetched() async throws {
    try await SourceFolder.with { folder in
      let source = S3AudioSource(configuration: try configuration(), scratch: folder.scratch)
      let objects = try await source.list(S3Location("s3://recordings/archive/"))
      #expect(
        objects.map(\.key) == [
          "archive/.hidden.wav", "archive/100%/<tune> 'x'.WAV", "archive/Gånglåt från Mora.wav",
          "archive/a+b & c=d.wav", "archive/empty.wav", "archive/notes.txt",
        ])
      for object in objects where object.byteCount > 0 {
        let address = "s3://recordings/\(object.key)"
        let data = try await source.withAudio(for: address) { try Data(contentsOf: $0) }
        #expect(data == content(300_000))
        #expect(try await source.validator(of: address)?.hasPrefix("\"") == true)
      }
      await #expect(throws: SourceError.empty(address: "s3://recordings/archive/empty.wav")) {
        try await source.fetch("s3://recordings/archive/empty.wav")
      }
      #expect(try folder.temporaryFiles.isEmpty)
    }
  }

  @Test func longListingsComeInPages() async throws {
    try await SourceFolder.with { folder in
      var configuration = try configuration()
      let all = try await S3AudioSource(configuration: configuration, scratch: folder.scratch)
        .list(S3Location("s3://many"))
      let expected = (0..<2345).map { index in "tunes/" + String("0000\(index)".suffix(5)) + ".wav" }
      #expect(all.map(\.key) == expected)
      configuration.maximumObjects = 2000
      await #expect(throws: SourceError.badListing(address: "s3://many/", reason: "it has no end")) {
        try await S3AudioSource(configuration: configuration, scratch: folder.scratch).list(S3Location("s3://many"))
      }
    }
  }

  @Test func whoeverMayNotIsRefused() async throws {
    try await SourceFolder.with { folder in
      func error(_ configuration: S3Configuration, _ key: String = "other/tune.wav") async -> SourceError? {
        await #expect(throws: SourceError.self) {
          try await S3AudioSource(configuration: configuration, scratch: folder.scratch)
            .fetch("s3://recordings/\(key)")
        }
      }
      let address = "s3://recordings/other/tune.wav"
      #expect(
        try await error(configuration { $0.secretAccessKey += "x" })
          == .refused(address: address, status: 403, detail: "SignatureDoesNotMatch"))
      #expect(
        try await error(configuration { $0.accessKeyID = "AKIANOBODY" })
          == .refused(address: address, status: 403, detail: "InvalidAccessKeyId"))
      #expect(
        try await error(configuration(), "nothing.wav") == .notFound(address: "s3://recordings/nothing.wav"))
      let prefix = try await error(configuration(), "other/")
      guard case .invalidAddress = prefix else {
        Issue.record("\(String(describing: prefix))")
        return
      }
    }
  }

  @Test func aWebServerIsNoObjectStorage() async throws {
    try await SourceFolder.with { folder in
      var configuration = try configuration()
      configuration.endpoint = try TestServer.misbehaving.address("page").replacing("/page", with: "")
      let source = S3AudioSource(configuration: configuration, scratch: folder.scratch)
      let error = await #expect(throws: SourceError.self) { try await source.list(S3Location("s3://page")) }
      guard case .badListing("s3://page/", _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }
}
