import Foundation
import NeckenAudio
import NeckenCore
import Testing

/// Tags are read from every kind of container, without decoding.
@Suite struct RecordingTagsTests {
  @Test(arguments: ["tagged.m4a", "tagged.mp3", "tagged.ogg", "tagged.flac"])
  func tagsAreRead(_ name: String) throws {
    #expect(
      try RecordingTags.read(from: fixture(name))
        == TrackMetadata(title: "Brudpolska från Överhogdal", album: "Låtar", artist: "Spelmännen"))
  }

  @Test(arguments: ["untagged.m4a", "tone.m4a", "tone.opus"])
  func noneOrBlankIsNone(_ name: String) throws {
    #expect(try RecordingTags.read(from: fixture(name)) == TrackMetadata())
  }

  @Test func whatIsNoRecordingIsRefused() throws {
    try withTemporaryFile("tune.m4a", Data("no sound".utf8)) { file in
      #expect(throws: AudioError.self) { try RecordingTags.read(from: file) }
    }
  }
}
