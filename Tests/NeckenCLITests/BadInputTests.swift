import Foundation
import TestSupport
import Testing

/// Each bad file is named with its reason, and the good ones are analysed all the same.
@Suite struct BadInputTests {
  @Test func eachBadFileIsNamedAndTheRestGoesOn() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("m/good.wav", bars: 8)
      try folder.write(Data(), to: "m/empty.wav")
      try folder.write(Data("this is a text\n".utf8), to: "m/text.mp3")
      try folder.write(WorkFolder.wav([], sampleRate: 44_100), to: "m/nothing.wav")
      try folder.write(Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }), to: "m/noise.flac")
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/m/broken.wav", withDestinationPath: "nowhere.wav")
      try FileManager.default.createDirectory(atPath: folder.path + "/silent", withIntermediateDirectories: true)

      let result = try folder.run("analyze", "--no-embedding", "m", "gone.wav", "silent", "m/good.wav")
      #expect(result.status == 1)
      #expect(result.lines.dropFirst().map { $0.prefix(10) } == ["m/good.wav", "m/good.wav"])
      let named = result.errors.split(separator: "\n")
      for (file, reason) in [
        ("m/empty.wav", "empty"), ("m/text.mp3", "not a recording"), ("m/nothing.wav", "no sound"),
        ("m/noise.flac", "not a recording"), ("m/broken.wav", "nowhere.wav"), ("gone.wav", "no such file"),
        ("silent", "no recordings"),
      ] {
        let lines = named.filter { $0.contains(file) }
        #expect(lines.count == 1, "\(file): \(lines)")
        #expect(lines.allSatisfy { $0.contains(reason) }, "\(file): \(lines)")
      }
      #expect(named.count == 7)
    }
  }

  @Test func soundWithoutABeatIsAnHonestResult() throws {
    try WorkFolder.with { folder in
      let rate = 22_050
      try folder.write(WorkFolder.wav(Array(repeating: 0, count: rate * 8), sampleRate: rate), to: "silence.wav")
      try folder.write(WorkFolder.wav(Array(repeating: 0.4, count: rate * 8), sampleRate: rate), to: "dc.wav")
      try folder.write(WorkFolder.wav(Array(repeating: 0.1, count: rate / 2), sampleRate: rate), to: "short.wav")
      let result = try folder.run("analyze", "--json", "--no-embedding", "silence.wav", "dc.wav", "short.wav")
      #expect(result.status == 0)
      #expect(result.lines.count == 3)
      for line in result.lines {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["tempo_bpm"] is NSNull)
        #expect((object["beats"] as? [Double])?.isEmpty == true)
        let style = (object["styles"] as? [[String: Any]])?.first
        #expect(style?["style"] as? String == "Unknown")
      }
    }
  }

  /// Eight channels, telephone and studio rates, samples that are no numbers: each is a result, and valid JSON.
  @Test func unusualSoundIsHeard() throws {
    try WorkFolder.with { folder in
      let clicks = { (rate: Int) in
        SyntheticTune.clicks(TuneTiming(), bars: 8, sampleRate: Double(rate)).samples
      }
      try folder.write(WorkFolder.wav(clicks(8000), sampleRate: 8000), to: "telephone.wav")
      try folder.write(WorkFolder.wav(clicks(192_000), sampleRate: 192_000), to: "studio.wav")
      try folder.write(
        WorkFolder.wav(clicks(44_100).flatMap { Array(repeating: $0, count: 8) }, sampleRate: 44_100, channelCount: 8),
        to: "eight.wav")
      var broken = clicks(44_100)
      for index in stride(from: 0, to: broken.count, by: 5000) {
        broken[index] = index % 10_000 == 0 ? .nan : .infinity
      }
      try folder.write(WorkFolder.wav(broken, sampleRate: 44_100, isFloat: true), to: "broken.wav")
      let files = ["telephone.wav", "studio.wav", "eight.wav", "broken.wav"]
      let result = try Program.run(["analyze", "--json", "--no-embedding"] + files, in: folder.path)
      #expect(result.status == 0)
      #expect(result.lines.count == files.count)
      for (file, line) in zip(files, result.lines) {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["file"] as? String == file)
        #expect(object["beats_per_bar"] as? Int == 3, "\(file)")
        #expect(object["loudness_lufs"] is Double, "\(file)")
        let warnings = try #require(object["warnings"] as? [String])
        #expect(warnings.contains { $0.contains("not a finite number") } == (file == "broken.wav"), "\(file)")
      }
    }
  }

  /// A recording that was cut short is analysed as far as it goes, and its warning says so; nothing but ours is written
  /// on standard error.
  @Test func aTruncatedRecordingIsHeardAndSaysSo() throws {
    try WorkFolder.with { folder in
      let name = "john-garner_bwv1002_borea.mp3"
      let whole = try Data(contentsOf: RepositoryPaths.exampleAudio.appending(path: name))
      try folder.write(whole.prefix(whole.count / 3), to: name)
      let result = try folder.run("analyze", "--json", "--no-embedding", name)
      #expect(result.status == 0)
      #expect(result.errors.isEmpty)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      let warnings = try #require(object["warnings"] as? [String])
      #expect(warnings.contains { $0.contains("cut short") })
    }
  }

  @Test func whatMayNotBeReadIsNamed() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("m/good.wav", bars: 8)
      try folder.writeClicks("m/secret.wav", bars: 8)
      try folder.writeClicks("m/closed/a.wav", bars: 8)
      let manager = FileManager.default
      for path in [folder.path, folder.path + "/m"] {
        try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      }
      try manager.setAttributes([.posixPermissions: 0o000], ofItemAtPath: folder.path + "/m/secret.wav")
      try manager.setAttributes([.posixPermissions: 0o000], ofItemAtPath: folder.path + "/m/closed")
      defer { try? manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path + "/m/closed") }
      // The superuser may read anything: be somebody else then.
      let wrapper =
        geteuid() == 0
        ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] : []
      let result = try folder.run("analyze", "--no-embedding", "m", wrapper: wrapper)
      #expect(result.status == 1)
      #expect(result.lines.count == 2)
      #expect(result.errors.contains("m/secret.wav: no permission"))
      #expect(result.errors.contains("m/closed: the folder cannot be read"))
    }
  }

  @Test func aDatabaseThatIsNoneIsRefusedBeforeAnyWork() throws {
    try WorkFolder.with { folder in
      try folder.writeClicks("a.wav", bars: 8)
      let text = Data(String(repeating: "not a database ", count: 500).utf8)
      try folder.write(text, to: "notes.txt")
      for arguments in [
        ["analyze", "--save", "--database", "notes.txt", "a.wav"], ["db", "info", "--database", "notes.txt"],
        ["reclassify", "--database", "notes.txt"],
      ] {
        let result = try Program.run(arguments, in: folder.path)
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("notes.txt is damaged or not a neckenml database"))
      }
      #expect(try Data(contentsOf: URL(filePath: folder.path + "/notes.txt")) == text)
      try FileManager.default.createDirectory(atPath: folder.path + "/folder", withIntermediateDirectories: true)
      #expect(try folder.run("analyze", "--save", "--database", "folder", "a.wav").status == 1)
    }
  }
}
