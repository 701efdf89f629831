import Foundation
import NeckenCore
import NeckenLibrary
import NeckenML
import Testing

@Suite struct ReportTests {
  private func report(title: String = "Polska") throws -> TrackReport {
    try TrackJudge().report(
      on: ScriptedAnalyzer.artifacts(bpm: 112, hash: "abc"), metadata: TrackMetadata(title: title),
      file: "Music/\"\(title)\".wav")
  }

  @Test func theJSONHasEverythingUnderItsName() throws {
    let report = try report(title: "Polska å\n\u{1}\\")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    #expect(!report.json.contains("\n"))
    #expect(object["file"] as? String == report.file)
    #expect(object["title"] as? String == "Polska å\n\u{1}\\")
    #expect((object["features"] as? [Double])?.count == 217)
    #expect(object["features"] as? [Double] == report.features.vector.values)
    #expect(object["beats"] as? [Double] == report.features.beats.times)
    #expect(object["beat_numbers"] as? [Int] == report.features.beats.numbers)
    #expect(object["beats_per_bar"] as? Int == 3)
    #expect(object["voice_probability"] is NSNull)
    #expect(object["embedding_available"] as? Bool == false)
    let shares = try #require(object["beat_shares"] as? [String: Any])
    #expect(Set(shares.keys).isSuperset(of: ["mean", "spread", "pattern", "bars"]))
    let style = try #require((object["styles"] as? [[String: Any]])?.first)
    #expect(
      Set(style.keys).isSuperset(of: [
        "style", "sub_style", "confidence", "reason", "source", "kind", "effective_bpm", "tempo_category",
      ]))
    #expect(
      Set(object.keys).isSuperset(of: [
        "file", "duration_seconds", "tempo_bpm", "bars_per_minute", "beats_per_bar", "meter_probability", "beats",
        "beat_numbers", "bars", "beat_shares", "swing_ratio", "subdivision", "loudness_lufs", "voice_probability",
        "sections", "styles", "authenticity", "embedding_available", "features", "versions", "warnings",
      ]))
  }

  @Test func theSameReportGivesTheSameBytes() throws {
    #expect(try report().json == report().json)
  }

  @Test(arguments: [
    (JSONText.number(1), "1"), (.number(-0.5), "-0.5"), (.number(1e-7), "1e-07"), (.number(.nan), "null"),
    (.number(.infinity), "null"), (.string("a\"\\\u{8}/é"), #""a\"\\\u0008/é""#),
    (.array([.null, .bool(true)]), "[null,true]"),
    (.object([("b", .integer(1)), ("a", .array([]))]), #"{"b":1,"a":[]}"#),
  ])
  func jsonIsWrittenPlainly(value: JSONText, text: String) throws {
    #expect(value.text == text)
    #expect(throws: Never.self) {
      try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    }
  }

  @Test func spreadsheetsReadTheCollection() async throws {
    let store = InMemoryTrackStore()
    try await Collection.save("Polska, \"den\" långa\nrad 2", bpm: 112, style: .polska, in: store)
    try await store.save(Track(title: "bare", createdAt: Collection.day))
    var lines: [String] = []
    try await CollectionCSV(store: store).write { lines.append($0) }
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("track_id,file_path,title,"))
    let row = try #require(lines.dropFirst().first { $0.contains("Polska") })
    #expect(row.contains(#""Polska, ""den"" långa"# + "\n" + #"rad 2""#))
    #expect(row.contains(",Polska,,0.3,0,"))
    let bare = try #require(lines.first { $0.contains("bare") })
    #expect(bare.filter { $0 == "," }.count == lines[0].filter { $0 == "," }.count)
  }

  @Test func beatsAreWrittenOnceForAName() async throws {
    try await MusicFolder.with { folder in
      let exporter = try BeatExporter(folder: URL(filePath: folder.path + "/out/beats"))
      var report = try report()
      report.file = "a/tune.wav"
      let file = try exporter.write(report)
      #expect(file.lastPathComponent == "tune.beats")
      #expect(try BeatFile.read(from: file) == report.features.beats)
      report.file = "b/tune.mp3"
      #expect(throws: BeatExportError.sameName(file.path, first: "a/tune.wav")) { try exporter.write(report) }
      try folder.write("in the way", to: "file")
      #expect(throws: BeatExportError.self) { try BeatExporter(folder: URL(filePath: folder.path + "/file/sub")) }
    }
  }
}
