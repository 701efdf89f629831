import NeckenCore
import NeckenStyle
import Testing

/// Tempo in the dance's own unit, and the words for it.
@Suite struct TempoTests {
  let table = DanceTable.standard

  @Test(arguments: [
    (90.0, "Långsamt"), (94.9, "Långsamt"), (95, "Lugnt"), (99, "Lugnt"), (100, "Lagom"), (115, "Lagom"),
    (116, "Snabbt"), (125, "Snabbt"), (126, "Väldigt snabbt"),
  ])
  func hamboHasFiveWords(bpm: Double, word: String) {
    #expect(table.tempoCategory(effectiveBpm: bpm, for: .hambo) == word)
  }

  /// SPEC 6: slow below, usual from–to, fast above.
  @Test(arguments: [
    (DanceStyle.hambo, 95.0, 100.0, 115.0, 125.0), (.polska, 100, 105, 125, 135),
    (.slangpolska, 105, 110, 125, 135),
    (.vals, 140, 150, 200, 220), (.schottis, 130, 140, 160, 175), (.snoa, 70, 80, 110, 120),
    (.polka, 110, 120, 150, 165), (.engelska, 100, 110, 130, 145), (.mazurka, 120, 130, 160, 175),
    (.ganglat, 70, 80, 100, 110),
  ])
  func keepsTheTable(style: DanceStyle, slow: Double, from: Double, to: Double, fast: Double) {
    #expect(
      table.profile(of: style)?.tempoCategories == TempoCategories(slow: slow, usual: from...to, fast: fast))
  }

  @Test func aDanceWithoutWordsHasNone() {
    #expect(table.tempoCategory(effectiveBpm: 100, for: .springar) == nil)
    #expect(table.tempoCategory(effectiveBpm: 100, for: DanceStyle("Tango")) == nil)
  }

  @Test(arguments: [
    (DanceStyle.vals, 170.0, 170.0, 1.0), (.vals, 85, 170, 2), (.polka, 240, 120, 0.5), (.schottis, 75, 150, 2),
    (.jig, 360, 120, 1.0 / 3), (.polska, 112, 112, 1), (.ganglat, 180, 90, 0.5),
  ])
  func readsTheTempoAsTheDanceCounts(style: DanceStyle, tracked: Double, bpm: Double, multiplier: Double) throws {
    let tempo = table.effectiveTempo(trackedBpm: tracked, for: try #require(table.profile(of: style)))
    #expect(abs(tempo.bpm - bpm) < 1e-9)
    #expect(tempo.multiplier == multiplier)
  }

  @Test func aValsIsNotDividedByThree() throws {
    let judged = StyleClassifier().classify(
      Sample.features(.three, bpm: 180), metadata: TrackMetadata(title: "Vals"))
    #expect(judged[0].effectiveBpm == 180)
    #expect(judged[0].tempoCategory == "Lagom")
  }
}
