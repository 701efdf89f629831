import Foundation
import TestSupport
import Testing

/// Recordings that are elsewhere, brought by the program itself.
@Suite struct RemoteTests {
  /// Runs the program with a temporary folder of its own, to see what it leaves there.
  private func run(
    _ folder: WorkFolder, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Program.Result {
    try Program.run(
      arguments, in: folder.path,
      environment: environment.merging(["TMPDIR": try temporary(folder)]) { $1 })
  }

  private func temporary(_ folder: WorkFolder) throws -> String {
    let path = folder.path + "/tmp"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// Files of any kind that lie in the temporary folder, locks aside.
  private func leftOvers(_ folder: WorkFolder) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: temporary(folder))
      .filter { $0.contains("process-") && !$0.hasSuffix(".lock") && $0.split(separator: "/").count > 2 }
  }

  private func address(ofFile path: String, id: String = UUID().uuidString) throws -> String {
    try TestServer.misbehaving.address("file/03%20Polska%20fr%C3%A5n%20%C3%85re.wav?path=\(path)&id=\(id)")
  }

  @Test func aWebAddressIsAnalysedAsTheFileIs() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("03 Polska från Åre.wav", bars: 8)
      try folder.writeClicks("a.wav", bars: 8)
      let address = try address(ofFile: folder.path + "/a.wav")
      let local = try run(folder, ["analyze", "--json", "--no-embedding", "03 Polska från Åre.wav"])
      let remote = try run(folder, ["analyze", "--json", "--no-embedding", "--save", address])
      #expect(remote.status == 0, "\(remote.errors)")
      #expect(
        remote.output.replacing(address, with: "X").replacing("/", with: "")
          == local.output.replacing("03 Polska från Åre.wav", with: "X").replacing("/", with: ""))
      #expect(try leftOvers(folder).isEmpty)
      let resumed = try run(folder, ["analyze", "--json", "--no-embedding", "--resume", address])
      #expect(resumed.output == remote.output)
    }
  }

  @Test func eachAddressThatFailsIsNamedAndTheRestGoesOn() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("good.wav", bars: 8)
      let server = try TestServer.misbehaving
      let result = try run(
        folder,
        [
          "analyze", "--no-embedding", "--jobs", "3", "--max-download", "1", server.address("nothing"),
          server.address("page"), server.address("page_as_sound"), server.address("loop"), server.address("endless"),
          try address(ofFile: folder.path + "/good.wav"), "ftp://example.org/a.mp3", "s3://x",
        ])
      #expect(result.status == 1)
      #expect(result.lines.count == 2)
      let errors = result.errors.split(separator: "\n")
      for (name, reason) in [
        ("nothing", "no such recording"), ("page:", "text/html"), ("page_as_sound", "not a recording"),
        ("loop", "sent on more than 5 times"), ("endless", "larger than"), ("ftp:", "no such file"),
        ("s3://x", "no name of a bucket"),
      ] {
        let lines = errors.filter { $0.contains(name) }
        #expect(lines.count == 1 && lines.allSatisfy { $0.contains(reason) }, "\(name): \(lines)")
      }
      #expect(!result.errors.contains("process-"), "temporary names say nothing to anybody")
      #expect(try leftOvers(folder).isEmpty)
    }
  }

  @Test(arguments: [SIGINT, SIGKILL]) func aTransferThatIsEndedLeavesNothingForLong(signal: Int32) throws {
    try WorkFolder.with { folder in
      let process = try Program.process(
        ["analyze", "--no-embedding", TestServer.misbehaving.address("drip?id=\(UUID())")], in: folder.path,
        environment: ["TMPDIR": try temporary(folder)])
      try process.run()
      for _ in 0..<500 where try leftOvers(folder).isEmpty { usleep(10_000) }
      #expect(try leftOvers(folder).count == 1)
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(try leftOvers(folder).count == (signal == SIGKILL ? 1 : 0))
      #expect(try run(folder, ["analyze", TestServer.misbehaving.address("nothing")]).status == 1)
      #expect(try leftOvers(folder).isEmpty, "the next one cleans up")
    }
  }

  @Test func whatIsKeptIsNotBroughtAgain() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("a.wav", bars: 8)
      let id = UUID().uuidString
      let address = try address(ofFile: folder.path + "/a.wav", id: id)
      let arguments = ["analyze", "--json", "--no-embedding", "--cache", "kept", "--resume", address]
      let first = try run(folder, arguments)
      #expect(first.status == 0, "\(first.errors)")
      #expect(try run(folder, arguments).output == first.output)
      #expect(try run(folder, arguments.filter { $0 != "--resume" }).output == first.output)
      let log = try Data(contentsOf: URL(filePath: folder.path + "/a.wav")).count
      #expect(log > 0)
      #expect(try requests(id).filter { $0 == "GET" }.count == 1)
    }
  }

  /// Methods of the requests that the server saw.
  private func requests(_ id: String) throws -> [String] {
    let curl = Process()
    let output = Pipe()
    curl.executableURL = URL(filePath: "/usr/bin/env")
    curl.arguments = [
      "python3", "-c", "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())",
      try TestServer.misbehaving.address("log?id=\(id)"),
    ]
    curl.standardOutput = output
    try curl.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    let log = try JSONSerialization.jsonObject(with: data) as? [[String: Any]]
    return (log ?? []).compactMap { $0["method"] as? String }
  }

  @Test func aListNamesPathsAddressesAndTracks() throws {
    try WorkFolder.with { folder in
      for name in ["a", "b", "c"] { try folder.writeClicks("m/\(name).wav", bars: 8) }
      #expect(try run(folder, ["analyze", "--no-embedding", "--save", "m/a.wav"]).status == 0)
      let id = try #require(try run(folder, ["export"]).lines.last?.split(separator: ",").first)
      let list = """
        # a list
        \(id)\r

        m/b.wav
        00000000-0000-4000-8000-000000000000
        \(try address(ofFile: folder.path + "/m/c.wav"))
        """
      try folder.write(Data(list.utf8), to: "list.txt")
      let result = try run(folder, ["analyze", "--no-embedding", "--resume", "--list", "list.txt"])
      #expect(result.status == 1)
      #expect(result.lines.count == 4)
      #expect(result.errors == "neckenml: 00000000-0000-4000-8000-000000000000: the database has no such track\n")
      #expect(try run(folder, ["analyze", "--list", "gone.txt"]).errors.contains("gone.txt"))
      try folder.write(Data([0xFF, 0xFE, 0x41]), to: "bad.txt")
      #expect(try run(folder, ["analyze", "--list", "bad.txt"]).errors.contains("not text in UTF-8"))
      #expect(try run(folder, ["analyze"]).status == 2)
    }
  }

  @Test(.enabled("moto is not installed and there is no network to fetch it from") { TestServer.objectStorage != nil })
  func aBucketIsAFolder() throws {
    try WorkFolder.with { folder in
      let words = try #require(TestServer.objectStorage).words
      var environment = [
        "AWS_ENDPOINT_URL": "http://127.0.0.1:\(words[0])", "AWS_ACCESS_KEY_ID": words[1],
        "AWS_SECRET_ACCESS_KEY": words[2], "AWS_REGION": "eu-north-1",
      ]
      let result = try run(
        folder, ["analyze", "--no-embedding", "s3://recordings/tunes/", "s3://recordings/archive/", "s3://many/none/"],
        environment: environment)
      #expect(result.status == 1)
      #expect(result.lines.count == 2)
      #expect(result.lines.last?.hasPrefix("s3://recordings/tunes/Polska efter Lapp-Nils.ogg  Polska") == true)
      let errors = result.errors.split(separator: "\n")
      #expect(errors.filter { $0.contains("not a recording") }.count == 3, "\(errors)")
      #expect(errors.filter { $0.contains("s3://many/none/: there are no recordings") }.count == 1)

      environment["AWS_SECRET_ACCESS_KEY"] = "wrong"
      let refused = try run(folder, ["analyze", "s3://recordings/tunes/"], environment: environment)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("SignatureDoesNotMatch") && refused.errors.contains("AWS_SECRET_ACCESS_KEY"))
      environment["AWS_SECRET_ACCESS_KEY"] = nil
      #expect(try run(folder, ["analyze", "s3://recordings/tunes/"], environment: environment)
        .errors.contains("AWS_SECRET_ACCESS_KEY is not"))

      let profile = """
        [profile archive]
        region = eu-north-1
        aws_access_key_id = \(words[1])
        aws_secret_access_key = \(words[2])
        endpoint_url = http://127.0.0.1:\(words[0])
        """
      try folder.write(Data(profile.utf8), to: "config")
      let byProfile = try run(
        folder, ["analyze", "--no-embedding", "s3://recordings/tunes/"],
        environment: [
          "AWS_CONFIG_FILE": folder.path + "/config", "AWS_SHARED_CREDENTIALS_FILE": folder.path + "/none",
          "AWS_PROFILE": "archive",
        ])
      #expect(byProfile.status == 0 && byProfile.lines.count == 2, "\(byProfile.errors)")
      #expect(try leftOvers(folder).isEmpty)
    }
  }
}
