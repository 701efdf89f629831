import NeckenCore
import NeckenReanalysis
import Testing

@Suite("Rhythm evidence")
struct EvidenceTests {
  private func evidence(_ fixture: Fixture, _ options: ReanalysisOptions = .init()) throws -> RhythmEvidence {
    try Reanalysis().derive(fixture.artifacts(), options: options).evidence
  }

  @Test("Accents are of each beat over the mean, and the loudest beat is counted by bars")
  func accents() throws {
    let measured = try evidence(Fixture(energies: [0.9, 0.3, 0.6]))
    #expect(measured.accents == [0.5, -0.5, 0])
    #expect(measured.loudestShare == [1, 0, 0])
    let level = try evidence(Fixture(energies: [0.8, 0.8, 0.2]))
    #expect(level.loudestShare == [0.5, 0.5, 0])
  }

  @Test("Each place of the bar has its own division")
  func divisions() throws {
    var artifacts = Fixture(jitterSeconds: 0.004).artifacts()
    let times = try #require(artifacts.rhythm).beatTimes
    // First beat dotted, second a Scotch snap, third in sixteenths.
    let within: [[Double]] = [[0.75], [0.25], [0.25, 0.5, 0.75]]
    artifacts.onsets = OnsetArtifacts(
      times: times.indices.dropLast().flatMap { beat in
        ([0] + within[beat % 3]).map { times[beat] + $0 * (times[beat + 1] - times[beat]) }
      })
    let measured = try Reanalysis().derive(artifacts).evidence
    #expect(measured.longShortShare == [1, 0, 0])
    #expect(measured.shortLongShare == [0, 1, 0])
    #expect(measured.sixteenthShare == [1, 1, 1])
    #expect(measured.undividedShare == [0, 0, 0])
    #expect(measured.onsetsPerBeat == [2, 2, 4])
    let ratios = measured.divisionRatio.compactMap { $0 }
    #expect(zip(ratios, [3.0, 1.0 / 3, 1]).allSatisfy { abs($0 - $1) < 0.03 * max($1, 1) })
    #expect(ratios.count == 3)
  }

  @Test("Both thirds are triplets; the second alone is swing")
  func fullTriplets() throws {
    let jig = try evidence(Fixture(shares: [0.5, 0.5], barSeconds: 1, divisions: [1.0 / 3, 2.0 / 3]))
    #expect(jig.tripletShare == [1, 1])
    #expect(jig.fullTripletShare == 1)
    let swung = try evidence(Fixture(shares: [0.5, 0.5], barSeconds: 1, divisions: [2.0 / 3]))
    #expect(swung.tripletShare == [1, 1])
    #expect(swung.longShortShare == [1, 1])
    #expect(swung.fullTripletShare == 0)
  }

  @Test("Too few middle onsets at a place leave its ratio open")
  func openRatio() throws {
    var artifacts = Fixture().artifacts()
    let times = try #require(artifacts.rhythm).beatTimes
    // Only first beats are divided, and only three of the second.
    let divided = times.indices.dropLast().filter { $0 % 3 == 0 || [1, 4, 7].contains($0) }
    artifacts.onsets = OnsetArtifacts(times: divided.map { (times[$0] + times[$0 + 1]) / 2 })
    let measured = try Reanalysis().derive(artifacts).evidence
    #expect(measured.divisionRatio[0].map { abs($0 - 1) < 0.02 } == true)
    #expect(measured.divisionRatio[1] == nil)
    #expect(measured.divisionRatio[2] == nil)
    #expect(measured.eighthShare[0] == 1)
    #expect(measured.undividedShare[2] == 1)
  }

  @Test("Form, squareness and turn follow from the sections")
  func form() throws {
    var artifacts = Fixture(barCount: 64).artifacts()
    artifacts.structure?.turnTimes = [1, 1 + 32 * 1.5, 1 + 64 * 1.5]
    let measured = try Reanalysis().derive(artifacts).evidence
    #expect(measured.form == "AABB")
    #expect(measured.squareSectionShare == 1)
    #expect(measured.turnLengthBars == 32)
    artifacts.structure?.turnTimes = []
    artifacts.structure?.sections[1].barCount = 9
    let crooked = try Reanalysis().derive(artifacts).evidence
    #expect(crooked.form == "AABBAABB")
    #expect(crooked.squareSectionShare == 7.0 / 8)
    #expect(crooked.turnLengthBars == nil)
    artifacts.structure = nil
    let none = try Reanalysis().derive(artifacts).evidence
    #expect(none.form == nil)
    #expect(none.squareSectionShare == nil)
  }

  @Test("Upbeats are counted, and heard before sections")
  func upbeats() throws {
    #expect(try evidence(Fixture(upbeats: 1)).upbeatBeats == 1)
    #expect(try evidence(Fixture()).upbeatBeats == 0)
    var artifacts = Fixture().artifacts()
    let times = try #require(artifacts.rhythm).beatTimes
    // The last beat before each of the seven sections of eight bars is divided, no other is.
    let before = times.indices.filter { $0 % 24 == 23 && $0 < 6 * 24 }
    artifacts.onsets = OnsetArtifacts(times: before.map { (times[$0] + times[$0 + 1]) / 2 })
    #expect(try Reanalysis().derive(artifacts).evidence.sectionUpbeat == 1)
    artifacts.onsets = OnsetArtifacts(times: [])
    #expect(try Reanalysis().derive(artifacts).evidence.sectionUpbeat == 0)
  }

  @Test("Drift has the sign of the tempo's change, and density is per beat")
  func driftAndDensity() throws {
    var artifacts = Fixture().artifacts()
    let even = try #require(artifacts.rhythm).beatTimes
    let last = even.last ?? 1
    // Beats move together towards the end.
    artifacts.rhythm?.beatTimes = even.map { $0 - 0.05 * $0 * $0 / last }
    let measured = try Reanalysis().derive(artifacts).evidence
    #expect((measured.tempoDrift ?? 0) > 0.04)
    #expect(abs(try evidence(Fixture()).tempoDrift ?? 1) < 1e-3)
    #expect(abs((try evidence(Fixture()).notesPerBeat ?? 0) - 3.9 * 0.5) < 0.01)
    #expect(try evidence(Fixture()).steadiness == 0.95)
  }

  @Test("Bars show in the periods of energies, divisions and lengths, whatever the numbers say")
  func periodicity() throws {
    let three = try #require(try evidence(Fixture(energies: [0.9, 0.3, 0.6])).periodicity)
    #expect(BeatPeriodicity.lags == [2, 3, 4, 6, 8])
    #expect(three.energies[1] > 0.95 && three.energies[3] > 0.95)
    #expect(three.energies[0] < -0.4 && three.energies[2] < -0.4 && three.energies[4] < -0.4)
    // The bar lines moved: the periods are those of the beats.
    let moved = try #require(try evidence(Fixture(energies: [0.9, 0.3, 0.6]), .init(barShift: 1)).periodicity)
    #expect(moved.energies == three.energies)
    let uneven = try #require(try evidence(Fixture(shares: [0.25, 0.42, 0.33])).periodicity)
    #expect(uneven.lengths[1] > 0.8)
    #expect(uneven.lengths[0] < 0)

    var artifacts = Fixture().artifacts()
    let times = try #require(artifacts.rhythm).beatTimes
    // Every second beat is halved, in bars numbered in three.
    artifacts.onsets = OnsetArtifacts(
      times: times.indices.dropLast().filter { $0 % 2 == 0 }.map { (times[$0] + times[$0 + 1]) / 2 })
    let halved = try #require(try Reanalysis().derive(artifacts).evidence.periodicity)
    #expect(halved.divisions[0] > 0.9 && halved.divisions[2] > 0.9)
    #expect(halved.divisions[1] < -0.9)
    #expect(try evidence(Fixture(barCount: 4)).periodicity == nil)
  }

  @Test("Evidence follows corrections")
  func corrected() throws {
    let fixture = Fixture(energies: [0.9, 0.3, 0.6])
    #expect(try evidence(fixture, .init(barShift: 1)).accents == [-0.5, 0, 0.5])
    #expect(try evidence(fixture, .init(barShift: 1)).upbeatBeats == 1)
  }

  @Test("Without beats there is no evidence of them; minimal artifacts keep it all")
  func missingAndMinimal() throws {
    var artifacts = Fixture(jitterSeconds: 0.01, divisions: [0.6]).artifacts()
    let full = try Reanalysis().derive(artifacts)
    #expect(try Reanalysis().derive(try artifacts.trimmed(to: .minimal)).evidence == full.evidence)
    artifacts.rhythm?.beatTimes = []
    let none = try Reanalysis().derive(artifacts).evidence
    #expect(none.accents.isEmpty)
    #expect(none.divisionRatio.isEmpty)
    #expect(none.notesPerBeat == nil)
    #expect(none.upbeatBeats == nil)
  }
}
