import Foundation
import NeckenAudio
import NeckenCore
import TestSupport
import Testing

@Suite struct BadInputTests {
  @Test func missingFile() throws {
    let path = "/nowhere/at all.mp3"
    #expect(throws: AudioError.notFound(path: path)) { try hear(URL(filePath: path)) }
  }

  @Test func brokenLink() throws {
    try withTemporaryFolder { folder in
      let link = folder.appending(component: "link.flac")
      try FileManager.default.createSymbolicLink(atPath: link.path(), withDestinationPath: "gone.flac")
      #expect(throws: AudioError.brokenLink(path: link.path(), destination: "gone.flac")) { try hear(link) }
    }
  }

  @Test func linkToARecording() throws {
    try withTemporaryFolder { folder in
      let link = folder.appending(component: "link")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: fixture("tone.flac"))
      #expect(try hear(link).summary.frameCount == 8000)
    }
  }

  @Test func folder() throws {
    try withTemporaryFolder { folder in
      #expect(throws: AudioError.isFolder(path: folder.path())) { try hear(folder) }
    }
  }

  @Test func device() throws {
    #expect(throws: AudioError.notRegularFile(path: "/dev/null")) { try hear(URL(filePath: "/dev/null")) }
  }

  /// The administrator may read everything, so this says nothing when run as root.
  @Test(.enabled(if: geteuid() != 0))
  func noPermission() throws {
    try withTemporaryFile("a.wav", Data([1, 2, 3])) { file in
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path())
      #expect(throws: AudioError.permissionDenied(path: file.path())) { try hear(file) }
    }
  }

  @Test func emptyFile() throws {
    try withTemporaryFile("a.mp3", Data()) { file in
      #expect(throws: AudioError.emptyFile(path: file.path())) { try hear(file) }
    }
  }

  @Test(arguments: ["a.mp3", "a.wav", "a.flac", "a.m4a", "a.txt", "a.vox"])
  func textIsNotSound(_ name: String) throws {
    let text = Data(String(repeating: "Byss-Calles slängpolska, fast i skrift.\n", count: 500).utf8)
    try withTemporaryFile(name, text) { file in
      #expect(throws: AudioError.notAudio(path: file.path())) { try hear(file) }
    }
  }

  /// Formats that point to other files must not be followed.
  @Test(arguments: ["#EXTM3U\n#EXTINF:1,\n", "ffconcat version 1.0\nfile "])
  func playlistsAreNotFollowed(_ head: String) throws {
    try withTemporaryFile("a.m3u8", Data((head + fixture("tone.flac").path() + "\n").utf8)) { file in
      #expect(throws: AudioError.notAudio(path: file.path())) { try hear(file) }
    }
  }

  @Test func filmWithoutSound() throws {
    let file = fixture("silent-film.mp4")
    #expect(throws: AudioError.noAudioStream(path: file.path())) { try hear(file) }
  }

  @Test func noSamples() throws {
    try withTemporaryFile("a.wav", WaveFile.data([[]], sampleRateHz: 44_100)) { file in
      #expect(throws: AudioError.self) { try hear(file) }
    }
  }

  /// What is left of a cut file is heard, and the loss is told.
  @Test(arguments: [("tone.mp3", 0.6), ("tone.flac", 0.8), ("tone.aac", 0.6), ("tone.aiff", 0.6), ("tone.mp4", 0.6)])
  func truncated(_ name: String, _ share: Double) throws {
    let whole = try Data(contentsOf: fixture(name))
    // The index of an MP4 stands at its end unless it was made for streaming; without it nothing is left.
    try withTemporaryFile(name, whole.prefix(Int(share * Double(whole.count)))) { file in
      if name == "tone.mp4" {
        #expect(throws: AudioError.notAudio(path: file.path())) { try hear(file) }
        return
      }
      let summary = try hear(file).summary
      #expect(summary.durationSeconds > 0.3 && summary.durationSeconds < 0.9)
      // Raw AAC has no length to compare with.
      if name != "tone.aac" {
        #expect(summary.warnings.contains { if case .truncated = $0 { true } else { false } })
      }
    }
  }

  @Test func truncatedWave() throws {
    let whole = WaveFile.data([sine(hertz: 440, seconds: 2)], sampleRateHz: 44_100)
    try withTemporaryFile("a.wav", whole.prefix(whole.count / 2)) { file in
      let summary = try hear(file).summary
      guard case .truncated(let expected, let decoded)? = summary.warnings.first else {
        Issue.record("no warning")
        return
      }
      #expect(abs(expected - 2) < 0.01 && abs(decoded - 1) < 0.01)
    }
  }

  @Test func damageInAnMP3CostsThatPieceAlone() throws {
    let summary = try hearDamaged(fixture("tone.mp3"), 3000..<4000)
    #expect(summary.durationSeconds > 0.8)
    #expect(!summary.warnings.isEmpty)
  }

  /// libsndfile stops at the damage, after three of nine seconds; FFmpeg goes on.
  @Test func damageInAFlacFileCostsThatPieceAlone() throws {
    let file = RepositoryPaths.golden.appending(path: "signal/borea.flac")
    let summary = try hearDamaged(file, 100_000..<103_000)
    #expect(summary.durationSeconds > 8.5)
    #expect(summary.warnings.contains { if case .rescued = $0 { true } else { false } })
    #expect(summary.format.decoder.contains("libsndfile") && summary.format.decoder.contains("FFmpeg"))
  }

  private func hearDamaged(_ file: URL, _ damage: Range<Int>) throws -> AudioSummary {
    var content = try Data(contentsOf: file)
    for index in damage { content[index] = 0x55 }
    let damaged = FileManager.default.temporaryDirectory.appending(component: "necken-damaged-\(UUID().uuidString)")
    try content.write(to: damaged)
    defer { try? FileManager.default.removeItem(at: damaged) }
    return try hear(damaged).summary
  }

  /// libsndfile guesses a quarter of this file's length and would stop there.
  @Test func variableBitRateWithoutALengthIsReadToItsEnd() throws {
    let summary = try hear(fixture("vbr.mp3")).summary
    #expect(abs(summary.durationSeconds - 1.5) < 0.1)
    #expect(summary.warnings.isEmpty)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity, 1e30])
  func samplesThatAreNotSound(_ value: Float) throws {
    var signal = sine(hertz: 440, seconds: 1)
    for index in stride(from: 100, to: 44_100, by: 441) { signal[index] = value }
    try withTemporaryFile("a.wav", WaveFile.data([signal], sampleRateHz: 44_100, encoding: .float32)) { file in
      let heard = try hear(file, rateHz: 22_050)
      #expect(heard.summary.warnings == [.invalidSamples(count: 100)])
      #expect(heard.mono.allSatisfy { $0.isFinite && abs($0) < 1 })
      #expect(heard.summary.rms.isFinite && heard.summary.loudness.integratedLufs?.isFinite == true)
    }
  }

  @Test func silence() throws {
    let heard = try hear(AudioSamples(sampleRateHz: 44_100, channels: [[Float](repeating: 0, count: 44_100)]))
    #expect(heard.summary.loudness == Loudness(integratedLufs: nil, rangeLu: nil, truePeakDbtp: nil))
    #expect(heard.summary.rms == 0 && heard.summary.peak == 0)
  }

  @Test func halfASecond() throws {
    let heard = try hear(AudioSamples(sampleRateHz: 44_100, channels: [sine(hertz: 440, seconds: 0.5)]))
    #expect(heard.summary.durationSeconds == 0.5)
    #expect(heard.summary.loudness.integratedLufs != nil)
  }

  @Test func directCurrentIsMeasured() throws {
    let signal = sine(hertz: 440, seconds: 1).map { $0 * 0.5 + 0.25 }
    let summary = try hear(AudioSamples(sampleRateHz: 44_100, channels: [signal])).summary
    #expect(abs(summary.dcOffset - 0.25) < 1e-3)
    #expect(abs(summary.peak - 0.5) < 1e-3)
  }

  @Test(arguments: [
    AudioSamples(sampleRateHz: 0, channels: [[0]]), AudioSamples(sampleRateHz: .nan, channels: [[0]]),
    AudioSamples(sampleRateHz: 44_100, channels: []), AudioSamples(sampleRateHz: 44_100, channels: [[0], [0, 0]]),
  ])
  func senselessSamples(_ samples: AudioSamples) throws {
    #expect(throws: AudioError.self) { try AudioPass(samples: samples) }
  }

  @Test func errorsNameTheFileAndARemedy() throws {
    let error = AudioError.emptyFile(path: "tune.mp3")
    #expect(error.description == "tune.mp3: the file is empty; copy or record the file again")
  }
}
