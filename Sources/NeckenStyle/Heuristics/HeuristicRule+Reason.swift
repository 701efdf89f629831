import NeckenCore

/// Evidence in a dancer's words.
extension HeuristicRule {
  func reason(
    for profile: DanceProfile, kind: DanceKind?, features: DerivedFeatures, meter: Meter, tempo: Tempo
  ) -> String {
    var parts = [meter.inWords]
    if let shares = features.beatShares, shares.barCount > 0, let words = shares.inWords(meter: meter) {
      parts.append(words)
    }
    if let words = features.swing.inWords { parts.append(words) }
    let effective = table.effectiveTempo(trackedBpm: tempo.beatsPerMinute, for: profile)
    parts.append(tempoInWords(effective, tracked: tempo))
    if let bars = features.structure?.phraseLengthBars { parts.append("phrases of \(bars) bars") }
    let ofKind = kind.map { ", of the \($0.name) kind" } ?? ""
    return parts.joined(separator: ", ") + ": \(profile.style)\(ofKind)"
  }

  private func tempoInWords(_ effective: DanceTable.EffectiveTempo, tracked: Tempo) -> String {
    let bpm = Int(effective.bpm.rounded())
    guard effective.multiplier != 1 else { return "\(bpm) bpm" }
    return "\(bpm) bpm (counted from \(Int(tracked.beatsPerMinute.rounded())))"
  }
}

extension Meter {
  /// "three beats to the bar", "two beats to the bar, each in three".
  var inWords: String {
    let count =
      switch beatsPerBar {
      case 1: "one beat"
      case 2: "two beats"
      case 3: "three beats"
      case 4: "four beats"
      default: "\(beatsPerBar) beats"
      }
    return "\(count) to the bar" + (isCompound ? ", each in three" : "")
  }
}

extension BeatShares {
  /// "short first and long second beat in 41 of 48 bars"; `nil` when the bars say nothing clear.
  func inWords(meter: Meter) -> String? {
    let bars = Int((patternAgreement * Double(barCount)).rounded())
    guard let words = pattern.inWords else { return nil }
    // In twos and fours an even walk is what anyone expects; it is not worth a word.
    if pattern == .even, !meter.isTernary { return nil }
    return "\(words) in \(bars) of \(barCount) bars"
  }
}

extension SharePattern {
  var inWords: String? {
    switch self {
    case .even: "even beats"
    case .shortLongMedium: "short first and long second beat"
    case .shortMediumLong: "short first and long third beat"
    case .longMediumShort: "long first and short third beat"
    case .longShortMedium: "long first and short second beat"
    case .mediumLongShort: "long second and short third beat"
    case .mediumShortLong: "short second and long third beat"
    case .longLongShort: "short third beat"
    case .longShortLong: "short second beat"
    case .shortLongLong: "short first beat"
    case .longShortShort: "long first beat"
    case .shortLongShort: "long second beat"
    case .shortShortLong: "long third beat"
    case .undetermined: nil
    }
  }
}

extension Swing {
  /// Ratio from which eighths are called swung.
  private static let swungFrom = 1.3
  /// Ratio from which a beat is called dotted: nearer to 3 to 1 than to 5 to 3.
  private static let dottedFrom = 2.2

  /// Whether the first note of a beat is by far the longer: a hop, not a run of short notes.
  var isDotted: Bool { ratio.map { $0 >= Self.dottedFrom } ?? false }

  /// "swung eighths", "sixteenths"; `nil` when the beats' division is not clear.
  var inWords: String? {
    switch subdivision {
    case .sixteenth: isDotted ? "dotted eighths" : "sixteenths"
    case .triplet: "triplets"
    case .eighth where isDotted: "dotted eighths"
    case .eighth: ratio ?? 1 >= Self.swungFrom ? "swung eighths" : "even eighths"
    case .none, .undetermined: nil
    }
  }
}
