import NeckenCore
import NeckenReanalysis
import Testing

@Suite("Known answers")
struct KnownAnswerTests {
  private func derive(_ fixture: Fixture, _ options: ReanalysisOptions = .init()) throws -> DerivedFeatures {
    try Reanalysis().derive(fixture.artifacts(), options: options)
  }

  @Test("Uneven bars are measured and named", arguments: [
    ([0.27, 0.42, 0.31], SharePattern.shortLongMedium),
    ([0.22, 0.44, 0.34], .shortLongMedium),
    ([0.39, 0.33, 0.28], .longMediumShort),
    ([0.36, 0.36, 0.28], .longLongShort),
    ([0.38, 0.31, 0.31], .longShortShort),
    ([0.335, 0.335, 0.33], .even),
  ])
  func shares(_ shares: [Double], _ pattern: SharePattern) throws {
    let derived = try derive(Fixture(shares: shares, jitterSeconds: 0.008))
    let measured = try #require(derived.beatShares)
    #expect(measured.pattern == pattern)
    #expect(zip(measured.mean, shares).allSatisfy { abs($0 - $1) < 0.005 })
    #expect(abs(measured.mean.reduce(0, +) - 1) < 1e-12)
    #expect(measured.barCount == 60)
    #expect(measured.patternAgreement > 0.7)
    #expect(measured.spread.allSatisfy { $0 > 0.003 && $0 < 0.015 })
  }

  @Test("Bars that follow no common pattern are undetermined")
  func undetermined() throws {
    var artifacts = Fixture().artifacts()
    let times = artifacts.rhythm?.beatTimes ?? []
    // One bar in three is short-long-medium, one long-medium-short, one even.
    let moved = [[0.0, -0.12, -0.03], [0, 0.1, 0.1], [0, 0, 0]]
    artifacts.rhythm?.beatTimes = times.indices.map { times[$0] + moved[$0 / 3 % 3][$0 % 3] }
    let shares = try #require(try Reanalysis().derive(artifacts).beatShares)
    #expect(shares.pattern == .undetermined)
    #expect(shares.patternAgreement < 0.5)
  }

  @Test("Tempo is that of the median bar, in beats and in bars")
  func tempo() throws {
    let derived = try derive(Fixture(shares: [0.27, 0.42, 0.31], barSeconds: 1.6))
    let tempo = try #require(derived.tempo)
    #expect(abs(tempo.barsPerMinute - 37.5) < 0.05)
    #expect(abs(tempo.beatsPerMinute - 112.5) < 0.15)
    #expect(abs(derived.vector[.bpm] - tempo.beatsPerMinute) < 1e-6)
    #expect(derived.bpmStability > 0.97)
    #expect(abs(derived.vector[.meanBeatIntervalSeconds] - 1.6 / 3) < 0.002)
  }

  @Test("A gap in the beats does not move the mean interval")
  func gap() throws {
    var artifacts = Fixture().artifacts()
    for index in 90..<(artifacts.rhythm?.beatTimes.count ?? 0) { artifacts.rhythm?.beatTimes[index] += 20 }
    let derived = try Reanalysis().derive(artifacts)
    #expect(abs(derived.vector[.meanBeatIntervalSeconds] - 0.5) < 1e-3)
    #expect(abs((derived.tempo?.beatsPerMinute ?? 0) - 120) < 0.1)
  }

  @Test("The beat's division is named, and its ratio measured on its own length", arguments: [
    ([0.5], 1.0, Subdivision.eighth), ([2.0 / 3], 2.0, .triplet), ([0.75], 3.0, .sixteenth),
    ([0.25, 0.5, 0.75], 1.0, .sixteenth),
  ])
  func swing(_ divisions: [Double], _ ratio: Double, _ subdivision: Subdivision) throws {
    // Uneven beats on purpose: they must not look swung.
    let derived = try derive(
      Fixture(shares: [0.27, 0.42, 0.31], jitterSeconds: 0.005, divisions: divisions))
    #expect(derived.swing.subdivision == subdivision)
    #expect(abs((derived.swing.ratio ?? 0) - ratio) < 0.03 * ratio)
  }

  @Test("Triplets have a class and no ratio; undivided beats have neither")
  func noRatio() throws {
    let triplets = try derive(Fixture(divisions: [1.0 / 3, 2.0 / 3]))
    #expect(triplets.swing.subdivision == .triplet)
    #expect(triplets.swing.ratio == nil)
    let quarters = try derive(Fixture())
    #expect(quarters.swing.subdivision == Subdivision.none)
    #expect(quarters.vector[.swingRatio] == 1)
    #expect(quarters.warnings.contains { $0.contains("no swing ratio") })
  }

  @Test("Polska and hambo scores tell the two apart, and both from a vals")
  func danceScores() throws {
    let boda = try derive(
      Fixture(shares: [0.27, 0.42, 0.31], barSeconds: 1.6, jitterSeconds: 0.008, energies: [0.9, 0.55, 0.8]))
    let hambo = try derive(
      Fixture(shares: [0.38, 0.31, 0.31], barSeconds: 1.5, jitterSeconds: 0.008, energies: [0.9, 0.5, 0.5]))
    let vals = try derive(
      Fixture(barSeconds: 1.05, jitterSeconds: 0.008, energies: [0.9, 0.6, 0.6]))
    #expect(boda.polskaScore > 0.6)
    #expect(boda.hamboScore < 0.3)
    #expect(hambo.hamboScore > 0.7)
    #expect(hambo.polskaScore < 0.5)
    #expect(vals.polskaScore == 0)
    #expect(vals.hamboScore == 0)
  }

  @Test("Bars of two and four have shares, and none where there is no such beat")
  func otherMeters() throws {
    let two = try derive(Fixture(shares: [0.52, 0.48], barSeconds: 1, energies: [0.9, 0.6]))
    #expect(abs(two.vector[.firstBeatShare] - 0.52) < 0.002)
    #expect(two.vector[.thirdBeatShare] == 0)
    #expect(two.polskaScore == 0)
    let four = try derive(Fixture(shares: [0.25, 0.25, 0.25, 0.25], barSeconds: 1.7))
    #expect(abs(four.vector[.thirdBeatShare] - 0.25) < 0.002)
    #expect(four.beatShares?.pattern == .even)
  }

  @Test("Stability falls with the jitter of the bars, not with slow drift")
  func stability() throws {
    var drifting = Fixture().artifacts()
    let even = drifting.rhythm?.beatTimes ?? []
    drifting.rhythm?.beatTimes = even.map { $0 + 0.0004 * $0 * $0 }
    let steady = try Reanalysis().derive(drifting)
    let shaky = try derive(Fixture(jitterSeconds: 0.06))
    #expect(steady.bpmStability > 0.95)
    #expect(shaky.bpmStability < 0.6)
  }
}
