import Foundation
import NeckenCore
import NeckenReanalysis
import TestSupport
import Testing

@Suite("What the Python neckenml stored")
struct PythonArtifactsTests {
  private func golden(_ name: String) throws -> Data {
    try Data(contentsOf: RepositoryPaths.golden.appending(path: "reanalysis/\(name).json"))
  }

  @Test("Both shapes give the tune's own tempo, phase and shares", arguments: [
    "python-madmom", "python-rhythm-extractor",
  ])
  func bothShapes(_ name: String) throws {
    let artifacts = try ArtifactReader.read(try golden(name))
    let derived = try Reanalysis().derive(artifacts)
    #expect(artifacts.rhythm?.activation.source.hasPrefix("python-neckenml") == true)
    #expect(artifacts.rhythm?.beatTimes.count == 71)
    // The tune's downbeat is the third beat that was found; the stored numbers begin with the first.
    #expect(artifacts.rhythm?.beatNumbers.prefix(4) == [1, 2, 3, 1])
    #expect(derived.beats.numbers.prefix(4) == [2, 3, 1, 2])
    #expect(abs((derived.tempo?.barsPerMinute ?? 0) - 37.5) < 0.05)
    let shares = try #require(derived.beatShares)
    #expect(shares.pattern == .shortLongMedium)
    #expect(zip(shares.mean, [0.27, 0.42, 0.31]).allSatisfy { abs($0 - $1) < 0.001 })
    #expect(derived.vector.hasEmbedding)
    #expect(derived.vector[.onsetRateHz] == 3.7)
    #expect(derived.warnings.contains { $0.contains("counts bars from the first beat") })
  }

  @Test("What is null or infinite is left out and named")
  func degraded() throws {
    let artifacts = try ArtifactReader.read(try golden("python-rhythm-extractor"))
    #expect(artifacts.audio.loudnessLufs == nil)
    #expect(artifacts.voice == nil)
    #expect(artifacts.degradations.contains { $0.reason.contains("audio_stats.loudness_lufs") })
    #expect(artifacts.degradations.contains { $0.part == "voice" })
    #expect(artifacts.structure?.sections.map(\.label) == ["A", "B"])
  }

  @Test("Sections given as boundaries end where the next begins")
  func boundaries() throws {
    let sections = try ArtifactReader.read(try golden("python-madmom")).structure?.sections
    #expect(sections?.map(\.startSeconds) == [0, 13.8, 26.6])
    #expect(sections?.map(\.endSeconds) == [13.8, 26.6, 40])
    #expect(sections?.map(\.label) == ["A", "B", "A"])
  }

  @Test("What was read can be written as our own and read again")
  func migrated() throws {
    let read = try ArtifactReader.read(try golden("python-madmom"))
    let again = try ArtifactReader.read(try ArtifactCoding.encode(read))
    #expect(again == read)
    #expect(try Reanalysis().derive(again) == Reanalysis().derive(read))
  }

  @Test("Wrong types and missing parts never stop the reading; each is named", arguments: [
    (#"{"version":"1.0.0","madmom":{"beat_times":[0.5,1.0,NaN,1.5,1.2],"beat_info":null}}"#, "madmom.beat_times"),
    (#"{"version":"1.0.0","madmom":{"beat_times":"none"}}"#, "madmom.beat_times"),
    (#"{"version":"1.0.0","madmom":[1,2]}"#, "no beats"),
    (#"{"madmom":{"beat_info":[[0.5,1],[1.0,"2"],[1.5,3]]}}"#, "madmom.beat_info"),
    (#"{"rhythm_extractor":{"beats":[1,2,3],"beat_positions":[1,2]}}"#, "beat_positions"),
    (#"{"version":"1.0.0","musicnn":{"avg_embedding":[0.1,0.2]}}"#, "has 2 values"),
    (#"{"version":"1.0.0","audio_stats":{"rms":"loud"}}"#, "audio_stats.rms"),
    (#"{"version":"1.0.0","musicnn":{"avg_embedding":[NaN]},"dynamics":7,"structure":[],"onsets":{}}"#, "avg_embedding"),
  ])
  func robust(_ json: String, _ named: String) throws {
    let artifacts = try ArtifactReader.read(Data(json.utf8))
    #expect(artifacts.degradations.contains { $0.reason.contains(named) })
    let derived = try Reanalysis().derive(artifacts)
    #expect(derived.vector.values.allSatisfy { $0.isFinite })
    #expect(try ArtifactReader.read(try ArtifactCoding.encode(artifacts)) == artifacts)
  }

  @Test("Numbers are counted from the bars when beats have none")
  func numbersFromBars() throws {
    let json = #"{"version":"1.0.0","madmom":{"beat_times":[1,2,3,4,5,6,7],"bars":[2.01,5],"ternary_confidence":0.9}}"#
    let artifacts = try ArtifactReader.read(Data(json.utf8))
    #expect(artifacts.rhythm?.beatNumbers == [3, 1, 2, 3, 1, 2, 3])
    #expect(artifacts.rhythm?.barTimes == [2, 5])
  }
}
