import NeckenCore

extension DanceTable {
  /// SPEC 6: tempo ranges and categories as given there; priors and marks are ours, chosen by hand.
  public static let standard = DanceTable(dances: ternary + binary + british)

  /// Trackers halve and double walking tunes often …
  private static let halfOrDouble = [
    TempoReading(multiplier: 0.5, weight: 0.5), TempoReading(multiplier: 2, weight: 0.5),
  ]
  /// … but bars of three seldom: the count of three would have to hold at both levels.
  private static let seldomHalfOrDouble = [
    TempoReading(multiplier: 0.5, weight: 0.06), TempoReading(multiplier: 2, weight: 0.06),
  ]
  /// Six-eight time tracked in eighths.
  private static let inEighths = TempoReading(multiplier: 1.0 / 3.0, weight: 0.5)

  private static let ternary: [DanceProfile] = [
    DanceProfile(
      .polska, meters: [MeterUse(.three)], usualBpm: 98...142, readings: seldomHalfOrDouble, prior: 0.24,
      marks: [
        DanceMark(.unevenness, in: 0.05...0.30, softness: 0.02, weight: 0.8),
        DanceMark(.firstBeatShare, in: 0.18...0.31, softness: 0.015, weight: 0.5),
      ],
      kinds: [
        DanceKind(name: "Boda", subStyle: "Bodapolska", shares: [0.27, 0.41, 0.32]),
        DanceKind(name: "Orsa", subStyle: "Orsapolska", shares: [0.22, 0.44, 0.34]),
      ],
      tempoCategories: TempoCategories(slow: 100, usual: 105...125, fast: 135),
      compatible: [CompatibleDance(.slangpolska, 0.7)]),
    DanceProfile(
      .slangpolska, meters: [MeterUse(.three)], usualBpm: 96...116, readings: seldomHalfOrDouble, prior: 0.09,
      marks: [
        DanceMark(.unevenness, in: 0...0.02, softness: 0.012, weight: 0.7),
        DanceMark(.sixteenths, in: 1...1, softness: 0.3, weight: 0.6),
        DanceMark(.swingRatio, in: 0.9...1.15, softness: 0.12, weight: 0.2),
      ],
      tempoCategories: TempoCategories(slow: 105, usual: 110...125, fast: 135),
      compatible: [CompatibleDance(.polska, 0.7)]),
    DanceProfile(
      .hambo, meters: [MeterUse(.three)], usualBpm: 100...149, readings: seldomHalfOrDouble, prior: 0.08,
      marks: [
        DanceMark(.firstBeatShare, in: 0.36...0.41, softness: 0.012, weight: 1.3),
        DanceMark(.swingRatio, in: 1.35...3.2, softness: 0.2, weight: 0.5),
        DanceMark(.phraseLengthBars, in: 8...8, softness: 0.5, weight: 0.3),
      ],
      tempoCategories: TempoCategories(slow: 95, usual: 100...115, fast: 125)),
    DanceProfile(
      .vals, meters: [MeterUse(.three)], usualBpm: 134...200, readings: seldomHalfOrDouble, prior: 0.16,
      marks: [
        DanceMark(.unevenness, in: 0...0.045, softness: 0.02, weight: 0.8),
        DanceMark(.sixteenths, in: 0...0, softness: 0.3, weight: 0.4),
        DanceMark(.swingRatio, in: 0.85...1.4, softness: 0.15, weight: 0.7),
      ],
      tempoCategories: TempoCategories(slow: 140, usual: 150...200, fast: 220)),
    DanceProfile(
      .mazurka, meters: [MeterUse(.three)], usualBpm: 124...174, readings: seldomHalfOrDouble, prior: 0.05,
      marks: [
        DanceMark(.swingRatio, in: 1.5...3.2, softness: 0.2, weight: 1.5),
        DanceMark(.unevenness, in: 0...0.05, softness: 0.02, weight: 0.3),
      ],
      tempoCategories: TempoCategories(slow: 120, usual: 130...160, fast: 175)),
    DanceProfile(
      .menuett, meters: [MeterUse(.three)], usualBpm: 77...140, readings: seldomHalfOrDouble, prior: 0.025,
      marks: [
        DanceMark(.unevenness, in: 0...0.025, softness: 0.015, weight: 0.6),
        DanceMark(.sixteenths, in: 0...0, softness: 0.3, weight: 0.5),
        DanceMark(.bpmStability, in: 0.9...1, softness: 0.1, weight: 0.3),
      ]),
    DanceProfile(
      .springlek, meters: [MeterUse(.three)], usualBpm: 105...135, readings: seldomHalfOrDouble, prior: 0.04,
      marks: [
        DanceMark(.firstBeatShare, in: 0.345...0.375, softness: 0.012, weight: 0.7),
        DanceMark(.secondBeatShare, in: 0.345...0.375, softness: 0.012, weight: 0.7),
        DanceMark(.thirdBeatShare, in: 0.25...0.30, softness: 0.012, weight: 0.9),
      ],
      kinds: [DanceKind(name: "pols", subStyle: "Pols", shares: [0.36, 0.36, 0.28])],
      compatible: [CompatibleDance(.polska, 0.6)]),
    DanceProfile(
      .springar, meters: [MeterUse(.three)], usualBpm: 105...140, readings: seldomHalfOrDouble, prior: 0.03,
      marks: [
        DanceMark(.firstBeatShare, in: 0.375...0.41, softness: 0.012, weight: 0.8),
        DanceMark(.secondBeatShare, in: 0.31...0.35, softness: 0.012, weight: 0.6),
        DanceMark(.thirdBeatShare, in: 0.24...0.295, softness: 0.012, weight: 1.2),
      ],
      kinds: [DanceKind(name: "Telemark", subStyle: "Telespringar", shares: [0.39, 0.33, 0.28])]),
    DanceProfile(
      .polonas, meters: [MeterUse(.three)], usualBpm: 80...116, prior: 0,
      compatible: [CompatibleDance(.slangpolska, 0.6), CompatibleDance(.polska, 0.5)]),
  ]

  private static let binary: [DanceProfile] = [
    DanceProfile(
      .schottis, meters: [MeterUse(.four), MeterUse(.two, 0.7)], usualBpm: 132...168,
      readings: halfOrDouble, prior: 0.10,
      marks: [
        DanceMark(.swingRatio, in: 1.3...3.2, softness: 0.12, weight: 1.0),
        DanceMark(.phraseLengthBars, in: 8...8, softness: 0.5, weight: 0.2),
      ],
      tempoCategories: TempoCategories(slow: 130, usual: 140...160, fast: 175)),
    DanceProfile(
      .snoa, meters: [MeterUse(.two), MeterUse(.four, 0.9)], usualBpm: 80...116, readings: halfOrDouble,
      prior: 0.06,
      marks: [
        DanceMark(.swingRatio, in: 0.9...1.25, softness: 0.12, weight: 0.4),
        DanceMark(.sixteenths, in: 0...0, softness: 0.3, weight: 0.3),
      ],
      tempoCategories: TempoCategories(slow: 70, usual: 80...110, fast: 120),
      compatible: [CompatibleDance(.polka, 0.6), CompatibleDance(.ganglat, 0.5), CompatibleDance(.engelska, 0.4)]),
    DanceProfile(
      .polka, meters: [MeterUse(.two), MeterUse(.four, 0.6)], usualBpm: 100...135, readings: halfOrDouble,
      prior: 0.08,
      marks: [
        DanceMark(.swingRatio, in: 0.9...1.2, softness: 0.12, weight: 0.5),
        DanceMark(.sixteenths, in: 0...0, softness: 0.3, weight: 0.3),
        DanceMark(.phraseLengthBars, in: 8...8, softness: 0.5, weight: 0.2),
      ],
      tempoCategories: TempoCategories(slow: 110, usual: 120...150, fast: 165),
      compatible: [CompatibleDance(.snoa, 0.6), CompatibleDance(.engelska, 0.4)]),
    DanceProfile(
      .engelska, meters: [MeterUse(.four), MeterUse(.two, 0.9)], usualBpm: 80...130, readings: halfOrDouble,
      prior: 0.05,
      marks: [
        DanceMark(.sixteenths, in: 1...1, softness: 0.3, weight: 0.9),
        DanceMark(.swingRatio, in: 0.9...1.2, softness: 0.12, weight: 0.3),
        DanceMark(.phraseLengthBars, in: 8...8, softness: 0.5, weight: 0.3),
      ],
      tempoCategories: TempoCategories(slow: 100, usual: 110...130, fast: 145),
      compatible: [CompatibleDance(.polka, 0.6), CompatibleDance(.snoa, 0.5)]),
    DanceProfile(
      .ganglat, meters: [MeterUse(.two), MeterUse(.four)], usualBpm: 60...123, readings: halfOrDouble,
      prior: 0.08,
      marks: [
        DanceMark(.swingRatio, in: 0.9...1.35, softness: 0.15, weight: 0.2),
        DanceMark(.sixteenths, in: 0...0, softness: 0.3, weight: 0.3),
      ],
      tempoCategories: TempoCategories(slow: 70, usual: 80...100, fast: 110),
      compatible: [CompatibleDance(.snoa, 0.6)]),
    DanceProfile(
      .halling, meters: [MeterUse(.two), MeterUse(.sixEight, 0.7)], usualBpm: 95...106,
      readings: halfOrDouble + [inEighths], prior: 0.03,
      marks: [DanceMark(.triplets, in: 1...1, softness: 0.3, weight: 0.8)],
      compatible: [CompatibleDance(.gangar, 0.4)]),
    DanceProfile(
      .gangar, meters: [MeterUse(.sixEight), MeterUse(.two, 0.3)], usualBpm: 86...104,
      readings: halfOrDouble + [inEighths], prior: 0.02, compatible: [CompatibleDance(.halling, 0.4)]),
    DanceProfile(
      .kadrilj, meters: [MeterUse(.two), MeterUse(.sixEight, 0.8)], usualBpm: 95...125, readings: halfOrDouble,
      prior: 0),
    DanceProfile(.langdans, meters: [MeterUse(.three), MeterUse(.two)], usualBpm: 90...126, prior: 0),
    DanceProfile(
      .galopp, meters: [MeterUse(.two)], usualBpm: 130...160, readings: halfOrDouble, prior: 0,
      compatible: [CompatibleDance(.polka, 0.4)]),
  ]

  /// Beats are half notes in a reel, dotted quarters in jigs, quarters in hornpipe and strathspey.
  private static let british: [DanceProfile] = [
    DanceProfile(
      .reel, meters: [MeterUse(.four), MeterUse(.two, 0.8)], usualBpm: 92...118, readings: halfOrDouble,
      prior: 0.03,
      marks: [
        DanceMark(.sixteenths, in: 1...1, softness: 0.3, weight: 0.7),
        DanceMark(.phraseLengthBars, in: 8...8, softness: 0.5, weight: 0.3),
      ], compatible: [CompatibleDance(.engelska, 0.3)]),
    DanceProfile(
      .jig, meters: [MeterUse(.sixEight)], usualBpm: 100...132, readings: [inEighths], prior: 0.04,
      marks: [DanceMark(.phraseLengthBars, in: 8...8, softness: 0.5, weight: 0.3)]),
    DanceProfile(
      .slipJig, meters: [MeterUse(.nineEight)], usualBpm: 100...140, readings: [inEighths], prior: 0.02),
    DanceProfile(
      .hornpipe, meters: [MeterUse(.four)], usualBpm: 140...180, readings: halfOrDouble, prior: 0.03,
      marks: [
        DanceMark(.swingRatio, in: 1.4...2.6, softness: 0.15, weight: 0.7),
        DanceMark(.phraseLengthBars, in: 8...8, softness: 0.5, weight: 0.2),
      ], compatible: [CompatibleDance(.schottis, 0.4)]),
    DanceProfile(
      .strathspey, meters: [MeterUse(.four)], usualBpm: 110...132, readings: halfOrDouble, prior: 0.01,
      marks: [DanceMark(.swingRatio, in: 1.8...4, softness: 0.2, weight: 1.0)]),
  ]
}
