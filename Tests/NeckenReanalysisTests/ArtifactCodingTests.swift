import Foundation
import NeckenCore
import NeckenReanalysis
import Testing

@Suite("Artifacts as JSON")
struct ArtifactCodingTests {
  /// A three-minute polska with everything that full artifacts hold.
  private func threeMinutes() -> RawArtifacts {
    var artifacts = Fixture(
      shares: [0.27, 0.42, 0.31], barSeconds: 1.6, barCount: 112, jitterSeconds: 0.01, divisions: [0.5], upbeats: 1
    ).artifacts()
    let average = artifacts.embedding?.average ?? []
    artifacts.embedding?.series = (0..<60).map { row in average.map { $0 * (1 + Double(row) / 60) } }
    artifacts.voice?.vocalSeries = (0..<60).map { 0.1 + Double($0) / 100 }
    artifacts.voice?.tags += (0..<90).map {
      TagProbability(model: $0 % 2 == 0 ? "msd" : "mtt", tag: "tag \($0)", probability: 0.0003 * Double($0))
    }
    artifacts.dynamics?.envelope = (0..<360).map { 0.5 + 0.4 * sin(Double($0) / 7) }
    artifacts.dynamics?.envelopeRateHz = 2
    return artifacts
  }

  @Test("Sizes of a three-minute tune stay as documented", arguments: [
    (ArtifactDetail.minimal, 1500...3700), (.standard, 4000...9000), (.full, 12000...24000),
  ])
  func sizes(_ detail: ArtifactDetail, _ bytes: ClosedRange<Int>) throws {
    let size = try ArtifactCoding.encode(try threeMinutes().trimmed(to: detail)).count
    #expect(bytes.contains(size))
  }

  @Test("Derived from stored is derived from fresh, to the last bit", arguments: ArtifactDetail.allCases)
  func storedIsFresh(_ detail: ArtifactDetail) throws {
    let fresh = try threeMinutes().trimmed(to: detail)
    let stored = try ArtifactReader.read(try ArtifactCoding.encode(fresh))
    #expect(stored == fresh)
    #expect(try Reanalysis().derive(stored) == Reanalysis().derive(fresh))
  }

  @Test("Unrounded artifacts derive as their stored selves do")
  func unrounded() throws {
    let fresh = threeMinutes()
    let stored = try ArtifactReader.read(try ArtifactCoding.encode(fresh))
    #expect(try Reanalysis().derive(stored) == Reanalysis().derive(fresh))
  }

  @Test("Full and standard artifacts derive the same, corrected or not", arguments: [
    ReanalysisOptions(), .init(beatsPerBar: 4), .init(tempoCorrection: .half), .init(tempoCorrection: .double),
    .init(barShift: 1),
  ])
  func standardIsFull(_ options: ReanalysisOptions) throws {
    let full = threeMinutes()
    let standard = try full.trimmed(to: .standard)
    #expect(try Reanalysis().derive(standard, options: options) == Reanalysis().derive(full, options: options))
  }

  @Test("Minimal artifacts keep the vector and the judgement, and say what they cannot do")
  func minimal() throws {
    let full = threeMinutes()
    let minimal = try full.trimmed(to: .minimal)
    let derived = try Reanalysis().derive(full)
    let again = try Reanalysis().derive(minimal, options: .init(beatsPerBar: 2))
    #expect(minimal.rhythm == nil)
    #expect(minimal.onsets == nil)
    #expect(again.vector == derived.vector)
    #expect(again.authenticity == derived.authenticity)
    #expect(again.beatShares == derived.beatShares)
    #expect(again.swing == derived.swing)
    #expect(again.meters == derived.meters)
    let tempi = try (#require(again.tempo), #require(derived.tempo))
    #expect(abs(tempi.0.barsPerMinute - tempi.1.barsPerMinute) < 1e-9)
    #expect(again.warnings.contains { $0.contains("cannot be corrected") })
    #expect(again.warnings.contains { $0.contains("needs standard artifacts") })
  }

  @Test("Trimming twice changes nothing, and nothing comes back")
  func trimmingIsIdempotent() throws {
    for detail in ArtifactDetail.allCases {
      let once = try threeMinutes().trimmed(to: detail)
      #expect(try once.trimmed(to: detail) == once)
      #expect(try once.trimmed(to: .full) == once)
    }
  }

  @Test("The same artifacts are the same bytes")
  func sameBytes() throws {
    let first = try ArtifactCoding.encode(threeMinutes())
    let second = try ArtifactCoding.encode(try ArtifactReader.read(first))
    #expect(first == second)
    #expect(!first.contains(UInt8(ascii: "\n")))
  }

  @Test("A newer format is refused with a remedy")
  func newer() throws {
    let text = String(decoding: try ArtifactCoding.encode(threeMinutes()), as: UTF8.self)
    let newer = text.replacing(#""version":"2.0.0""#, with: #""version":"2.1.0""#)
    let error = #expect(throws: ArtifactError.self) { _ = try ArtifactReader.read(Data(newer.utf8)) }
    #expect(error == .newerVersion("2.1.0"))
    #expect(error?.remedy?.contains("update") == true)
  }

  @Test("Each mistake names its key", arguments: [
    (#""beat_steps_ms":["#, #""beat_steps_ms":[true,"#, "rhythm.beat_steps_ms.0"),
    (#""rms":"#, #""rms":"x","was":"#, "audio.rms"),
    (#""rms":"#, #""was":"#, "audio.rms"),
    (#""beat_numbers":["#, #""beat_numbers":[1,"#, "rhythm.beat_numbers"),
    (#""average":["#, #""average":[NaN,"#, "embedding.average"),
    (#""detail":"#, #""detail":"huge","was":"#, "detail"),
    (#""first_bar":"#, #""first_bar":0.5,"was":"#, "structure.sections.0.first_bar"),
    (#""pulses_per_beat":"#, #""was":"#, "rhythm.meters.0.meter.pulses_per_beat"),
    (#""vocal_score":"#, #""vocal_score":[],"was":"#, "voice.vocal_score"),
  ])
  func mistakes(_ found: String, _ replacement: String, _ key: String) throws {
    let text = String(decoding: try ArtifactCoding.encode(threeMinutes()), as: UTF8.self)
    let broken = text.replacing(found, with: replacement, maxReplacements: 1)
    #expect(broken != text)
    do {
      _ = try ArtifactReader.read(Data(broken.utf8))
      Issue.record("read in spite of \(replacement)")
    } catch ArtifactError.unreadable(let named, _) {
      #expect(named == key)
    }
  }

  @Test("What is not artifacts is refused as what it is", arguments: [
    ("", ArtifactError.notJson(offset: 0, expected: "a value")),
    ("{", .notJson(offset: 1, expected: "a key in quotes")),
    ("[1, 2", .notJson(offset: 5, expected: "a comma or a closing bracket")),
    ("{} x", .notJson(offset: 3, expected: "the end of the text")),
    (String(repeating: "[", count: 1000), .notJson(offset: 64, expected: "less deeply nested values")),
    ("{}", .unknownShape),
    ("[1]", .unknownShape),
    (#"{"version":2}"#, .unknownShape),
    (#"{"version":"two"}"#, .unreadable(key: "version", reason: #""two" is no version"#)),
  ])
  func refusals(_ text: String, _ expected: ArtifactError) {
    #expect(throws: expected) { _ = try ArtifactReader.read(Data(text.utf8)) }
  }

  @Test("Values that JSON cannot hold are refused in writing")
  func unwritable() throws {
    var artifacts = threeMinutes()
    artifacts.rhythm?.beatTimes[3] = .nan
    #expect(throws: ArtifactError.self) { _ = try ArtifactCoding.encode(artifacts) }
    artifacts = threeMinutes()
    artifacts.audio.rms = .infinity
    do {
      _ = try ArtifactCoding.encode(artifacts)
      Issue.record("infinity was written")
    } catch ArtifactError.unwritable(let key, _) {
      #expect(key == "audio.rms")
    }
  }

  @Test("Texts survive with their escapes, and spaces between tokens do not matter")
  func texts() throws {
    var artifacts = threeMinutes()
    artifacts.degradations = [
      Degradation(part: "embedding", reason: "path \"C:\\å/ö\"\t\u{1}𝄞 — no model\n")
    ]
    let json = try ArtifactCoding.encode(artifacts)
    #expect(try ArtifactReader.read(json).degradations == artifacts.degradations)
    let object = try JSONSerialization.jsonObject(with: json)
    let pretty = try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted])
    #expect(try ArtifactReader.read(pretty).rhythm == ArtifactReader.read(json).rhythm)
    #expect(try ArtifactReader.read(pretty).degradations == artifacts.degradations)
  }
}
