import NeckenCore

extension Scores {
  /// How much of a polska's rhythm is there: three beats at a polska's tempo, and then the lilt of its
  /// uneven beats and the accents on 1 and 3, whichever could be measured. 0 without bars of three.
  static func polska(
    _ measures: RhythmMeasures, ternaryConfidence: Double, _ configuration: Configuration
  ) -> Double {
    guard let shares = measures.shares, shares.mean.count == 3, let tempo = measures.tempo else { return 0 }
    let accent = measures.accents.map { accents in
      (min(accents[0], accents[2]) - accents[1]) / configuration.fullPolskaAccent
    }
    let character = blend([
      (polskaLilt(shares, configuration), configuration.polskaLiltWeight),
      (accent?.clampedToUnit, 1 - configuration.polskaLiltWeight),
    ])
    return ternaryConfidence * configuration.polskaBpm.membership(tempo.beatsPerMinute) * (character ?? 0)
  }

  /// Size of the unevenness, times its likeness (cosine) to the nearest polska's, times the share of
  /// the bars that show it.
  private static func polskaLilt(_ shares: BeatShares, _ configuration: Configuration) -> Double {
    let deviation = shares.mean.map { $0 - 1 / 3 }
    let size = length(deviation)
    guard size > 0 else { return 0 }
    let likeness = configuration.polskaShares.compactMap { template -> Double? in
      let model = template.map { $0 - 1 / 3 }
      let cosine = zip(model, deviation).reduce(0) { $0 + $1.0 * $1.1 } / (length(model) * size)
      return cosine.finite
    }
    let nearest = position(of: likeness.max() ?? 0, in: configuration.polskaLikeness)
    return (size / configuration.fullLilt).clampedToUnit * nearest * shares.patternAgreement
  }

  /// How much of a hambo's rhythm is there: three beats at a hambo's bar tempo, a long first beat with
  /// two equal ones after it, and the accent on the first. 0 without bars of three.
  static func hambo(
    _ measures: RhythmMeasures, ternaryConfidence: Double, _ configuration: Configuration
  ) -> Double {
    guard let shares = measures.shares, shares.mean.count == 3, let tempo = measures.tempo else { return 0 }
    let longFirst = configuration.hamboFirstShare.membership(shares.mean[0])
    let others = 1 - position(of: abs(shares.mean[1] - shares.mean[2]), in: configuration.hamboOtherDifference)
    let accent = measures.accents.map { accents in
      (accents[0] - max(accents[1], accents[2])) / configuration.fullHamboAccent
    }
    let character = blend([
      (longFirst * others, configuration.hamboShareWeight),
      (accent?.clampedToUnit, 1 - configuration.hamboShareWeight),
    ])
    return ternaryConfidence * configuration.hamboBarsPerMinute.membership(tempo.barsPerMinute)
      * (character ?? 0)
  }

  private static func length(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
