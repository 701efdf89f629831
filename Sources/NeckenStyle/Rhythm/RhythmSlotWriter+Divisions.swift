import NeckenCore

extension RhythmSlotWriter {
  /// How beats divide: over all places of the bar, place by place in bars of three, and by halves in the others.
  mutating func writeDivisions(_ source: Source?) {
    let evidence = source?.evidence ?? RhythmEvidence()
    let lists: [(name: String, values: [Double], neutral: Double)] = [
      ("undivided", evidence.undividedShare, 0.3), ("eighths", evidence.eighthShare, 0.3),
      ("triplets", evidence.tripletShare, 0.1), ("sixteenths", evidence.sixteenthShare, 0.2),
      ("long_short", evidence.longShortShare, 0.1), ("short_long", evidence.shortLongShare, 0.05),
      ("onsets", evidence.onsetsPerBeat, 2),
    ]
    for list in lists {
      let mean = list.values.isEmpty ? nil : list.values.reduce(0, +) / Double(list.values.count)
      add(list.name, mean, neutral: list.neutral)
      for place in 0..<3 {
        let value = list.values.count == 3 ? list.values[place] - (mean ?? 0) : nil
        add("\(list.name)_\(place + 1)", value)
      }
      add("\(list.name)_odd", Self.oddOverEven(list.values))
    }
    add("full_triplets", evidence.fullTripletShare)
    let ratios = evidence.divisionRatio.compactMap { $0 }
    add("swing_ratio", source?.features.swing.ratio, neutral: 1)
    add("swing_spread", source?.features.swing.spread, neutral: 0.1)
    add("greatest_ratio", ratios.max(), neutral: 1)
    add("least_ratio", ratios.min(), neutral: 1)
  }
}
