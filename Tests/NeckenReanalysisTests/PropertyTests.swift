import NeckenCore
import NeckenReanalysis
import TestSupport
import Testing

@Suite("Any artifacts at all")
struct PropertyTests {
  @Test("Whatever the artifacts hold, the vector is finite and scores stay in range", arguments: 0..<300)
  func finite(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let artifacts = randomArtifacts(&generator)
    let options = ReanalysisOptions(
      beatsPerBar: Bool.random(using: &generator) ? Int.random(in: 1...12, using: &generator) : nil,
      tempoCorrection: TempoCorrection.allCases.randomElement(using: &generator) ?? .none,
      barShift: Int.random(in: -20...20, using: &generator))
    let derived = try Reanalysis().derive(artifacts, options: options)
    expectSound(derived)
    #expect(try Reanalysis().derive(artifacts, options: options) == derived)
    expectSound(try Reanalysis().derive(try artifacts.trimmed(to: .minimal)))
  }

  @Test("Numbers of any size come back from JSON to the last bit", arguments: 0..<20)
  func numbersSurvive(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var artifacts = Fixture().artifacts()
    artifacts.embedding?.average = (0..<200).map { index in
      switch index % 3 {
      case 0: Double(bitPattern: generator.next()).finiteOrZero
      case 1: Double.random(in: -1...1, using: &generator)
      default: Double(Int.random(in: -(1 << 60)...(1 << 60), using: &generator))
      }
    }
    let read = try ArtifactReader.read(try ArtifactCoding.encode(artifacts))
    #expect(read.embedding == artifacts.embedding)
  }

  @Test("So few beats as may be", arguments: 0...12)
  func fewBeats(_ count: Int) throws {
    var artifacts = Fixture().artifacts()
    let all = try #require(artifacts.rhythm)
    artifacts.rhythm?.beatTimes = Array(all.beatTimes.prefix(count))
    artifacts.rhythm?.beatNumbers = Array(all.beatNumbers.prefix(count))
    artifacts.rhythm?.beatActivations = Array(all.beatActivations.prefix(count))
    artifacts.rhythm?.downbeatActivations = Array(all.downbeatActivations.prefix(count))
    let energies = artifacts.dynamics?.beatEnergies ?? []
    artifacts.dynamics?.beatEnergies = Array(energies.prefix(count))
    let derived = try Reanalysis().derive(artifacts)
    expectSound(derived)
    #expect((derived.tempo == nil) == (count < 2))
    #expect((derived.beatShares == nil) == (count < 4))
    #expect(count >= 2 || derived.warnings.contains { $0.contains("No steady beat") })
  }

  @Test("Each missing part is told of, and leaves its neutral value")
  func missing() throws {
    var artifacts = Fixture().artifacts()
    artifacts.embedding = nil
    artifacts.voice = nil
    artifacts.dynamics = nil
    artifacts.onsets = nil
    artifacts.structure = nil
    let derived = try Reanalysis().derive(artifacts)
    #expect(!derived.vector.hasEmbedding)
    #expect(derived.vector[.voiceProbability] == 0.5)
    #expect(derived.vector[.articulation] == 0.5)
    #expect(derived.vector[.swingRatio] == 1)
    for words in ["embedding", "Voice", "Articulation", "Energy at the beats", "swing ratio"] {
      #expect(derived.warnings.contains { $0.contains(words) }, "nothing said of \(words)")
    }
    artifacts.rhythm = nil
    let silent = try Reanalysis().derive(artifacts)
    #expect(silent.tempo == nil)
    #expect(silent.vector[.bpm] == 0)
    #expect(silent.warnings.contains { $0.contains("No beats were stored") })
  }

  @Test("An embedding of another length is refused")
  func wrongEmbedding() {
    var artifacts = Fixture().artifacts()
    artifacts.embedding?.average.removeLast()
    #expect(throws: ReanalysisError.wrongEmbeddingCount(199)) { _ = try Reanalysis().derive(artifacts) }
  }

  private func expectSound(_ derived: DerivedFeatures, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(derived.vector.values.allSatisfy { $0.isFinite }, sourceLocation: sourceLocation)
    let unit = [
      derived.articulation, derived.bounciness, derived.punchiness, derived.polskaScore, derived.hamboScore,
      derived.bpmStability, derived.ternaryConfidence, derived.authenticity.score, derived.voiceProbability ?? 0,
    ]
    #expect(unit.allSatisfy { (0...1).contains($0) }, "\(unit)", sourceLocation: sourceLocation)
    if let shares = derived.beatShares {
      #expect(abs(shares.mean.reduce(0, +) - 1) < 1e-9, sourceLocation: sourceLocation)
      #expect(shares.spread.allSatisfy { $0.isFinite && $0 >= 0 }, sourceLocation: sourceLocation)
    }
    if !derived.meters.isEmpty {
      #expect(abs(derived.meters.reduce(0) { $0 + $1.probability } - 1) < 1e-9, sourceLocation: sourceLocation)
    }
  }

  /// Artifacts as no analysis would make them: jumps, repeats, NaN, infinities, lists of odd lengths.
  private func randomArtifacts(_ generator: inout SeededGenerator) -> RawArtifacts {
    var artifacts = Fixture().artifacts()
    artifacts.rhythm = RhythmArtifacts(
      beatTimes: numbers(&generator), beatNumbers: numbers(&generator).map { Int(exactly: $0.rounded()) ?? -1 },
      barTimes: [],
      meters: (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        MeterHypothesis(
          meter: Meter(beatsPerBar: Int.random(in: -1...14, using: &generator)),
          probability: number(&generator))
      },
      ternaryConfidence: number(&generator), steadiness: number(&generator),
      beatActivations: numbers(&generator), downbeatActivations: numbers(&generator),
      activation: ActivationSummary(source: "random", framesPerSecond: 100, meanBeat: 0, meanDownbeat: 0))
    if Bool.random(using: &generator), let count = artifacts.rhythm?.beatTimes.count {
      // Often enough, lists that belong together and rise, with a few holes.
      artifacts.rhythm?.beatTimes = (0..<count).map { Double($0) * 0.5 + 0.2 * generator.gaussian() }
      artifacts.rhythm?.beatNumbers = (0..<count).map { $0 % 3 + 1 }
      artifacts.dynamics?.beatEnergies = (0..<count).map { _ in number(&generator) }
    }
    artifacts.dynamics?.onsetDecay = number(&generator)
    artifacts.onsets = OnsetArtifacts(times: numbers(&generator))
    artifacts.audio = AudioStatistics(
      durationSeconds: number(&generator), loudnessLufs: number(&generator), loudnessRangeLu: number(&generator),
      truePeakDbtp: number(&generator), rms: number(&generator), zeroCrossingRate: number(&generator),
      onsetRateHz: number(&generator))
    artifacts.voice = VoiceArtifacts(
      vocalScore: number(&generator), instrumentalScore: number(&generator),
      tags: [TagProbability(model: "msd", tag: "folk", probability: number(&generator))])
    artifacts.embedding?.average = (0..<200).map { _ in number(&generator) }
    return artifacts
  }

  private func numbers(_ generator: inout SeededGenerator) -> [Double] {
    let count = Int.random(in: 0...60, using: &generator)
    return (0..<count).map { _ in number(&generator) }
  }

  private func number(_ generator: inout SeededGenerator) -> Double {
    switch Int.random(in: 0..<40, using: &generator) {
    case 0: .nan
    case 1: .infinity
    case 2: -.infinity
    case 3: .greatestFiniteMagnitude
    case 4: -Double.random(in: 0...1e9, using: &generator)
    case 5...20: Double.random(in: 0...1, using: &generator)
    default: Double.random(in: 0...30, using: &generator)
    }
  }
}

extension Double {
  fileprivate var finiteOrZero: Double { isFinite ? self : 0 }
}
