import NeckenCore
import NeckenStyle
import Testing

@Suite struct RhythmVectorTests {
  private func value(_ name: String, _ vector: RhythmVector) throws -> Double {
    vector.values[try #require(RhythmVector.names.firstIndex(of: name))]
  }

  @Test func everySlotHasItsOwnName() throws {
    #expect(Set(RhythmVector.names).count == RhythmVector.count)
    let vector = try #require(RhythmVector(Sample.polska))
    #expect(vector.values.count == RhythmVector.count)
    #expect(!vector.values.contains { !$0.isFinite })
    #expect(vector.isTernary)
    #expect(try value("share_2", vector) == 0.41)
    #expect(try abs(value("unevenness", vector) - 0.14) < 1e-12)
    #expect(try value("meter_ternary", vector) == 0.95)
  }

  @Test func withoutABeatThereIsNone() {
    #expect(RhythmVector(Sample.noBeat) == nil)
    #expect(RhythmVector(values: [1], isTernary: true) == nil)
    var values = Array(repeating: 0.0, count: RhythmVector.count)
    #expect(RhythmVector(values: values, isTernary: true) != nil)
    values[3] = .nan
    #expect(RhythmVector(values: values, isTernary: true) == nil)
  }

  /// A tracker that takes every second beat changes the tempo and not its place on the circle of octaves.
  @Test func octavesFoldAway() throws {
    let slow = try #require(RhythmVector(Sample.features(.two, bpm: 52)))
    let fast = try #require(RhythmVector(Sample.features(.two, bpm: 104)))
    for name in ["folded_bpm_cos", "folded_bpm_sin", "folded_bars_cos", "folded_bars_sin"] {
      #expect(try abs(value(name, slow) - value(name, fast)) < 1e-9, "\(name)")
    }
    #expect(try abs(value("log2_bpm", fast) - value("log2_bpm", slow) - 1) < 1e-9)
  }

  @Test func placesOfTheBarAreReadByMeter() throws {
    var four = Sample.features(.four, bpm: 150)
    four.evidence.accents = [0.4, -0.3, 0.2, -0.3]
    let vector = try #require(RhythmVector(four))
    #expect(try abs(value("accent_odd", vector) - 0.6) < 1e-12)
    #expect(try abs(value("accent_halves", vector) - 0.2) < 1e-12)
    #expect(try value("accent_1", vector) == 0)
    #expect(try value("share_1", vector) == 1.0 / 3)
    var three = Sample.polska
    three.evidence.longShortShare = [0.9, 0, 0]
    let polska = try #require(RhythmVector(three))
    #expect(try abs(value("long_short", polska) - 0.3) < 1e-12)
    #expect(try abs(value("long_short_1", polska) - 0.6) < 1e-12)
    #expect(try value("long_short_odd", polska) == 0)
  }

  @Test func aBarOfThreeShowsInItsPeriods() throws {
    var features = Sample.polska
    let three = [-0.5, 1, -0.5, 1, -0.5]
    features.evidence.periodicity = BeatPeriodicity(energies: three, divisions: [], downbeats: [], lengths: [])
    let vector = try #require(RhythmVector(features))
    #expect(try value("energy_lag_3", vector) == 1)
    #expect(try value("energy_three_over_two", vector) == 3)
    #expect(try value("division_three_over_two", vector) == 0)
  }
}
