import NeckenCore
import NeckenReanalysis
import Testing

@Suite("Corrections")
struct CorrectionTests {
  @Test("An override finds the bars' own phase again", arguments: [2, 3, 4, 6])
  func overridePhase(_ beatsPerBar: Int) throws {
    let shares = Array(repeating: 1 / Double(beatsPerBar), count: beatsPerBar)
    var artifacts = Fixture(
      shares: shares, barSeconds: 0.5 * Double(beatsPerBar), energies: [0.9, 0.5, 0.6, 0.5, 0.6, 0.5], upbeats: 1
    ).artifacts()
    let truth = try #require(artifacts.rhythm).beatNumbers
    // The tracker took another meter, from the first beat.
    let wrong = beatsPerBar == 3 ? 4 : 3
    artifacts.rhythm?.beatNumbers = truth.indices.map { $0 % wrong + 1 }
    artifacts.rhythm?.meters = [MeterHypothesis(meter: Meter(beatsPerBar: wrong), probability: 1)]
    let derived = try Reanalysis().derive(artifacts, options: .init(beatsPerBar: beatsPerBar))
    #expect(derived.beats.numbers == truth)
    #expect(derived.meter?.meter.beatsPerBar == beatsPerBar)
    #expect(derived.meter?.probability == 1)
    #expect(derived.ternaryConfidence == (beatsPerBar % 3 == 0 ? 1 : 0))
    #expect(derived.beatShares?.barCount == 59)
  }

  @Test("Energies alone find the phase when no downbeats were heard")
  func energiesAlone() throws {
    var artifacts = Fixture(upbeats: 2).artifacts()
    let truth = try #require(artifacts.rhythm).beatNumbers
    artifacts.rhythm?.downbeatActivations = []
    artifacts.rhythm?.meters = [MeterHypothesis(meter: .four, probability: 1)]
    let derived = try Reanalysis().derive(artifacts, options: .init(beatsPerBar: 3))
    #expect(derived.beats.numbers == truth)
  }

  @Test("A crooked bar in the middle does not turn the rest round")
  func crooked() throws {
    var artifacts = Fixture().artifacts()
    let rhythm = try #require(artifacts.rhythm)
    // Beat 91 goes: from there on the bars begin a beat earlier in the count.
    artifacts.rhythm?.beatTimes.remove(at: 91)
    artifacts.rhythm?.downbeatActivations.remove(at: 91)
    artifacts.rhythm?.beatActivations.remove(at: 91)
    artifacts.dynamics?.beatEnergies.remove(at: 91)
    artifacts.rhythm?.beatNumbers = Array(repeating: 1, count: rhythm.beatTimes.count - 1)
    artifacts.rhythm?.meters = [MeterHypothesis(meter: .two, probability: 1)]
    let derived = try Reanalysis().derive(artifacts, options: .init(beatsPerBar: 3))
    var truth = rhythm.beatNumbers
    truth.remove(at: 91)
    let agreeing = zip(derived.beats.numbers, truth).count { $0 == $1 }
    #expect(agreeing >= truth.count - 3)
  }

  @Test("A dance reading belongs to the beats that were tracked")
  func danceReading() throws {
    let artifacts = Fixture().artifacts()
    let reanalysis = Reanalysis()
    #expect(try reanalysis.derive(artifacts).danceReading == artifacts.dances)
    #expect(try reanalysis.derive(artifacts, options: .init(beatsPerBar: 3)).danceReading == artifacts.dances)
    for options in [ReanalysisOptions(tempoCorrection: .half), .init(beatsPerBar: 2), .init(barShift: 1)] {
      #expect(try reanalysis.derive(artifacts, options: options).danceReading == nil)
      let minimal = try artifacts.trimmed(to: .minimal, options: options)
      #expect(try reanalysis.derive(minimal).danceReading == nil)
    }
    #expect(try reanalysis.derive(artifacts.trimmed(to: .minimal)).danceReading == artifacts.dances)
  }

  @Test("The override that was tracked anyway changes no bar")
  func sameOverride() throws {
    let artifacts = Fixture(upbeats: 1).artifacts()
    let plain = try Reanalysis().derive(artifacts)
    let same = try Reanalysis().derive(artifacts, options: .init(beatsPerBar: 3))
    #expect(plain.beats == same.beats)
    #expect(plain.structure == same.structure)
  }

  @Test("Bars shift either way, and back")
  func shift() throws {
    let artifacts = Fixture(upbeats: 1).artifacts()
    let plain = try Reanalysis().derive(artifacts).beats.numbers
    let later = try Reanalysis().derive(artifacts, options: .init(barShift: 1)).beats.numbers
    #expect(zip(plain.dropLast(), later.dropFirst()).allSatisfy { $0 == $1 })
    let round = try Reanalysis().derive(artifacts, options: .init(barShift: -6)).beats.numbers
    #expect(round == plain)
  }

  @Test("Double and half tempo are each other's inverse")
  func octaves() throws {
    let artifacts = Fixture(divisions: [0.5]).artifacts()
    let plain = try Reanalysis().derive(artifacts)
    let double = try Reanalysis().derive(artifacts, options: .init(tempoCorrection: .double))
    let half = try Reanalysis().derive(artifacts, options: .init(tempoCorrection: .half))
    let bpm = try #require(plain.tempo?.beatsPerMinute)
    #expect(abs((double.tempo?.beatsPerMinute ?? 0) - 2 * bpm) < 0.2)
    #expect(abs((half.tempo?.beatsPerMinute ?? 0) - bpm / 2) < 0.1)
    #expect(double.beats.count == 2 * plain.beats.count - 1)
    // The beats left out now divide the beats that stayed.
    #expect(half.swing.subdivision == .sixteenth)
    #expect(double.swing.subdivision == Subdivision.none)
  }

  @Test("Half tempo of a march in four keeps the strong beats")
  func halfOfFour() throws {
    let artifacts = Fixture(
      shares: [0.25, 0.25, 0.25, 0.25], barSeconds: 1, energies: [0.9, 0.3, 0.7, 0.3], upbeats: 1
    ).artifacts()
    let derived = try Reanalysis().derive(artifacts, options: .init(beatsPerBar: 2, tempoCorrection: .half))
    #expect(derived.beats.times.first == 1.75 + 0.25)
    #expect(derived.beats.numbers.prefix(4) == [1, 2, 1, 2])
  }

  @Test("A hinted tempo range corrects the octave; a hinted meter must have been heard")
  func hints() throws {
    let artifacts = Fixture().artifacts()
    let slow = try Reanalysis().derive(artifacts, options: .init(hints: RhythmHints(tempoRangeBpm: 50...70)))
    #expect(abs((slow.tempo?.beatsPerMinute ?? 0) - 60) < 0.1)
    let two = try Reanalysis().derive(artifacts, options: .init(hints: RhythmHints(meter: .two)))
    #expect(two.meter?.meter == .two)
    #expect(two.ternaryConfidence < 0.9)
    let jig = try Reanalysis().derive(artifacts, options: .init(hints: RhythmHints(meter: .sixEight)))
    #expect(jig.meter?.meter == .sixEight)
    let four = try Reanalysis().derive(artifacts, options: .init(hints: RhythmHints(meter: .four)))
    #expect(four.meter?.meter == .three)
    #expect(four.warnings.contains { $0.contains("4/4") })
  }

  @Test("Sections are counted in the corrected bars")
  func sections() throws {
    let artifacts = Fixture(
      shares: [0.25, 0.25, 0.25, 0.25], barSeconds: 2, barCount: 32, energies: [0.9, 0.3, 0.8, 0.3]
    ).artifacts()
    let derived = try Reanalysis().derive(artifacts, options: .init(beatsPerBar: 2))
    #expect(derived.structure?.phraseLengthBars == 16)
    #expect(derived.structure?.sections.map(\.barCount) == [16, 16, 16, 16])
    #expect(derived.structure?.sections.map(\.firstBar) == [0, 16, 32, 48])
  }

  @Test("A bar that cannot be is refused with a remedy", arguments: [0, -3, 13])
  func refusal(_ beatsPerBar: Int) {
    #expect(throws: ReanalysisError.beatsPerBarOutOfRange(beatsPerBar)) {
      try Reanalysis().derive(Fixture().artifacts(), options: .init(beatsPerBar: beatsPerBar))
    }
    #expect(ReanalysisError.beatsPerBarOutOfRange(beatsPerBar).remedy != nil)
  }
}
