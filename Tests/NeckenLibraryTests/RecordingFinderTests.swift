import Foundation
import NeckenML
import Testing

@Suite struct RecordingFinderTests {
  @Test func foldersAreWalkedInOrderOfName() async throws {
    try await MusicFolder.with([
      "b/2.MP3": "", "b/1.Flac": "", "a.wav": "", "notes.txt": "", ".hidden.mp3": "", "b/ä/é.ogg": "", "B.m4a": "",
    ]) { folder in
      let found = RecordingFinder().find([folder.path])
      #expect(found.problems.isEmpty)
      #expect(
        found.recordings.map { String($0.path.dropFirst(folder.path.count + 1)) }
          == ["B.m4a", "a.wav", "b/1.Flac", "b/2.MP3", "b/ä/é.ogg"])
    }
  }

  @Test func namesStayAsTheUserWroteThem() async throws {
    try await MusicFolder.with(["m/a.wav": "", "x.txt": ""]) { folder in
      let found = RecordingFinder().find(["m", "./m/", "x.txt", "gone.mp3"], in: folder.path)
      #expect(found.recordings.map(\.name) == ["m/a.wav", "./m/a.wav", "x.txt", "gone.mp3"])
      #expect(Set(found.recordings.map(\.path)).count == 3, "one file, however it is named")
      #expect(found.recordings.allSatisfy { $0.path.hasPrefix("/") })
    }
  }

  @Test func foldersWithoutRecordingsAreNamed() async throws {
    try await MusicFolder.with(["empty/readme.txt": "", "full/a.wav": ""]) { folder in
      let found = RecordingFinder().find(["empty", "full"], in: folder.path)
      #expect(found.problems == [.noRecordings(folder: "empty")])
      #expect(found.recordings.map(\.name) == ["full/a.wav"])
    }
  }

  @Test func linksAreFollowedButNotInCircles() async throws {
    try await MusicFolder.with(["music/a.wav": ""]) { folder in
      let manager = FileManager.default
      try manager.createSymbolicLink(atPath: folder.path + "/music/circle", withDestinationPath: "..")
      try manager.createSymbolicLink(atPath: folder.path + "/music/b.wav", withDestinationPath: "a.wav")
      try manager.createSymbolicLink(atPath: folder.path + "/music/c.wav", withDestinationPath: "gone.wav")
      try manager.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "music")
      let found = RecordingFinder().find(["link"], in: folder.path)
      #expect(found.recordings.map(\.name) == ["link/a.wav", "link/b.wav", "link/c.wav"])
    }
  }
}

@Suite struct TitleFromFileNameTests {
  @Test(arguments: [
    ("/m/03 - Polska_efter_Byss-Calle.mp3", "Polska efter Byss-Calle"),
    ("03. Hambo.wav", "Hambo"), ("3) Vals.flac", "Vals"), ("1-03 Snoa.ogg", "Snoa"), ("A2 Schottis.aiff", "Schottis"),
    ("12 Polska.mp3", "Polska"), ("1800-talsvals.mp3", "1800-talsvals"), ("7-manna engelska.mp3", "7-manna engelska"),
    ("a\u{30A}ttan.mp3", "åttan"), ("07.mp3", "07"), ("Åtabak.tar.wav", "Åtabak.tar"),
    ("  två   ord .wav", "två ord"),
    ("03 - .wav", "03 -"), ("2012 Vals.mp3", "2012 Vals"),
  ])
  func titles(path: String, title: String) {
    #expect(TitleFromFileName.title(of: path) == title)
  }
}
