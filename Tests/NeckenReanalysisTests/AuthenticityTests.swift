import NeckenCore
import NeckenReanalysis
import Testing

@Suite("Authenticity")
struct AuthenticityTests {
  private func fiddler() -> RawArtifacts {
    var artifacts = Fixture(shares: [0.3, 0.38, 0.32], jitterSeconds: 0.012, divisions: [0.55]).artifacts()
    artifacts.audio.loudnessRangeLu = 6
    artifacts.audio.truePeakDbtp = -1
    artifacts.audio.loudnessLufs = -17
    artifacts.voice?.tags = [
      TagProbability(model: "mtt", tag: "violin", probability: 0.6),
      TagProbability(model: "msd", tag: "folk", probability: 0.5),
    ]
    return artifacts
  }

  private func programmed() -> RawArtifacts {
    var artifacts = Fixture(shares: [0.25, 0.25, 0.25, 0.25], barSeconds: 1.92, divisions: [0.5]).artifacts()
    artifacts.audio.loudnessRangeLu = 1.5
    artifacts.audio.truePeakDbtp = 0.4
    artifacts.audio.loudnessLufs = -7
    artifacts.voice = VoiceArtifacts(
      vocalScore: 0.9, instrumentalScore: 0.05,
      tags: [
        TagProbability(model: "msd", tag: "electronic", probability: 0.7),
        TagProbability(model: "mtt", tag: "Techno", probability: 0.6),
        TagProbability(model: "mtt", tag: "drums", probability: 0.4),
      ])
    return artifacts
  }

  @Test("A fiddler and a drum machine lie at the two ends, in words that fit")
  func ends() throws {
    let live = try Reanalysis().derive(fiddler()).authenticity
    let machine = try Reanalysis().derive(programmed()).authenticity
    #expect(live.score > 0.8)
    #expect(live.interpretation == "Sounds like traditional playing")
    #expect(!live.requiresManualReview)
    #expect(machine.score < 0.2)
    #expect(machine.interpretation == "Sounds modern or programmed")
    #expect(!machine.requiresManualReview)
    #expect(live.signals.count == 6)
    #expect(abs(live.signals.reduce(0) { $0 + $1.weight } - 1) < 1e-12)
  }

  @Test("Signals that were not measured are left out, named, and call for a person")
  func missing() throws {
    var artifacts = fiddler()
    artifacts.voice = nil
    artifacts.rhythm = nil
    let judged = try Reanalysis().derive(artifacts).authenticity
    let absent = judged.signals.filter { $0.value == nil }.map(\.name)
    #expect(absent == ["acoustic_sound", "no_rhythm_section", "human_tempo", "instrumental"])
    #expect(judged.interpretation.contains("not measured: acoustic sound, no rhythm section"))
    #expect(judged.requiresManualReview)
    // The score is the weighted mean of what is left.
    let left = judged.signals.compactMap { signal in signal.value.map { ($0, signal.weight) } }
    let mean = left.reduce(0) { $0 + $1.0 * $1.1 } / left.reduce(0) { $0 + $1.1 }
    #expect(abs(judged.score - mean) < 1e-12)
  }

  @Test("Weighty signals at odds call for a person")
  func contradiction() throws {
    var artifacts = fiddler()
    // Played live, mastered to death.
    artifacts.audio.loudnessRangeLu = 0.5
    artifacts.audio.truePeakDbtp = 0
    artifacts.audio.loudnessLufs = -6
    let judged = try Reanalysis().derive(artifacts).authenticity
    #expect(judged.score > 0.7)
    #expect(judged.requiresManualReview)
  }

  @Test("Weights are the user's to set; a signal of no weight counts for nothing")
  func weights() throws {
    var configuration = Reanalysis.Configuration()
    configuration.authenticity.acousticSoundWeight = 0
    configuration.authenticity.noRhythmSectionWeight = 0
    configuration.authenticity.humanTempoWeight = 0
    configuration.authenticity.liveDynamicsWeight = 1
    configuration.authenticity.livelyRhythmWeight = 0
    configuration.authenticity.instrumentalWeight = 0
    let judged = try Reanalysis(configuration: configuration).derive(fiddler()).authenticity
    #expect(judged.score == judged.signals[3].value)
  }
}
